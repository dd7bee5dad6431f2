"""Opens the pages of `tonelint audit` in Chromium and holds them against the same report as JSON.

Run by .ci/browser: audit_page.py CHROMIUM TONELINT LIBRARY-EXAMPLE FOLDER
"""

import json
import pathlib
import re
import subprocess
import sys

from playwright.sync_api import sync_playwright

CHROMIUM, TONELINT, LIBRARY, FOLDER = sys.argv[1], *(pathlib.Path(given).resolve() for given in sys.argv[2:])
PAGE = 50


def audit(name, library, *flags):
    """Writes the library, its page and its report; the page and the report."""
    (FOLDER / f"{name}.json").write_text(library, encoding="utf-8")
    page, report = FOLDER / f"{name}.html", FOLDER / f"{name}.report.json"
    for output in (page, report):
        command = [TONELINT, "audit", "-q", f"{name}.json", "-o", output, *flags]
        subprocess.run(command, cwd=FOLDER, check=True)
    return page, json.loads(report.read_text(encoding="utf-8"))


def is_equal(found, expected, what):
    assert found == expected, f"{what}: {found!r} is not {expected!r}"


class Tab:
    """A page that is open; anything that goes wrong in it is kept."""

    def __init__(self, browser, path, **how):
        self.context = browser.new_context(**how)
        self.page = self.context.new_page()
        self.trouble = []
        self.page.on("console", lambda told: self.trouble.append(told.text) if told.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda asked: None if asked.url == path.as_uri() else self.trouble.append(asked.url))
        self.page.goto(path.as_uri())
        self.all = self.count()

    def count(self):
        """Replies and findings, as the line above the rows tells them."""
        numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]+", self.page.inner_text("#count"))]
        return (numbers + [0, 0])[:2]

    def is_counted(self, expected, what):
        """The browser tells the page about a new address a little later, so this looks until it has."""
        for _ in range(200):
            if self.count() == expected:
                return
            self.page.wait_for_timeout(25)
        is_equal(self.count(), expected, what)

    def everything(self):
        """Takes all filters away."""
        self.page.goto(self.page.url.split("#")[0] + "#rows")
        self.is_counted(self.all, "all findings")

    def articles(self):
        return self.page.locator("#list > article").count()

    def follow(self, link, replies, findings, what):
        """Clicks a count and looks at where it leads."""
        self.everything()
        link.click()
        self.is_counted([replies, findings], what)
        is_equal(self.articles(), min(PAGE, replies), f"rows for {what}")
        is_equal(self.page.evaluate("document.activeElement.id"), "rows", f"focus for {what}")

    def close(self):
        self.context.close()
        is_equal(self.trouble, [], "trouble in the browser")


def groups_are_filters(tab, report):
    for key in ("category", "phrase", "rule"):
        table = tab.page.locator(f"section[aria-labelledby={key}-head]")
        for group in report[{"category": "categories", "phrase": "phrases", "rule": "rules"}[key]]:
            row = table.locator("tbody tr").filter(has=tab.page.get_by_role("rowheader").get_by_text(group["name"], exact=True))
            number = row.locator("td.number a").first
            is_equal(number.inner_text().replace(",", ""), str(group["findings"]), group["name"])
            tab.follow(number, group["replies"], group["findings"], group["name"])
            for part in row.locator("svg a").all():
                severity = re.search(r"severity=(\w+)", part.get_attribute("href"))[1]
                with_it = [
                    (reply, found)
                    for reply in report["replies"]
                    for found in reply["findings"]
                    if found[{"category": "category", "phrase": "phrase", "rule": "rule"}[key]] == group["name"]
                    and found["severity"] == severity
                ]
                holding = {found["start"]["byte"]: reply["id"] for reply, found in with_it}
                tab.follow(part, len(set(holding.values())), len(with_it), f"{group['name']} {severity}")


def totals_are_filters(tab, report):
    summary = report["summary"]
    flagged = summary["replies"] - summary["clean"]
    is_equal(tab.count(), [flagged, summary["findings"]], "all findings")
    tab.follow(tab.page.locator("h1 a"), flagged, summary["findings"], "the headline")
    tab.follow(tab.page.locator(".figure a"), summary["clean"], 0, "the clean ones")
    for severity in ("error", "warning", "info"):
        replies = sum(1 for reply in report["replies"] if reply[severity])
        link = tab.page.locator(f".severities a[href='#rows?severity={severity}']")
        if replies:
            tab.follow(link, replies, summary[severity], severity)
    columns = tab.page.locator(".columns svg a").all()
    for column in columns:
        first, _, last = column.get_attribute("href").split("=")[1].partition("-")
        inside = [reply for reply in report["replies"] if int(first) <= reply["score"] <= int(last or first)]
        if inside:
            findings = sum(len(reply["findings"]) for reply in inside)
            tab.follow(column, len(inside), findings, f"scores {first} to {last}")
    for row in report["folders"]:
        table = tab.page.locator("section[aria-labelledby=folder-head] tbody tr")
        row_of = table.filter(has=tab.page.get_by_role("rowheader").get_by_text(row["name"], exact=True))
        if row["clean"]:
            tab.follow(row_of.locator("td.number a[href$='show=clean']"), row["clean"], 0, f"clean in {row['name']}")
        tab.follow(row_of.locator("td.number a[href$='show=all']"), row["replies"], row["findings"], row["name"])


def filters_work_together(tab, report):
    page = tab.page
    tab.everything()
    page.get_by_label("Category").select_option("isolating")
    page.get_by_label("Folder or file").select_option("Repair")
    page.get_by_label("Words, titles, ids").fill("hold")
    wanted = [
        reply
        for reply in report["replies"]
        if reply["folder"] == "Repair"
        and any(found["category"] == "isolating" for found in reply["findings"])
        and "hold" in (reply["title"] + " ".join(passage["text"] for passage in reply["passages"])).lower()
    ]
    findings = sum(1 for reply in wanted for found in reply["findings"] if found["category"] == "isolating")
    tab.is_counted([len(wanted), findings], "three filters at once")
    is_equal([title.inner_text() for title in page.locator("#list h3").all()], [reply["title"] for reply in wanted][:PAGE], "titles")
    page.get_by_label("Order").select_option("title")
    titles = [title.inner_text() for title in page.locator("#list h3").all()]
    is_equal(titles, sorted(titles), "order by title")
    page.get_by_role("link", name="Clear all filters").click()
    tab.is_counted(tab.all, "no filters")
    page.get_by_label("Words, titles, ids").fill("no such words anywhere")
    is_equal(page.inner_text("#count"), "No reply is like that.", "nothing found")
    page.get_by_label("Words, titles, ids").fill("")


def pages_turn(tab, report):
    page = tab.page
    tab.everything()
    flagged = [reply for reply in report["replies"] if reply["findings"]]
    first = page.locator("#list h3").first
    page.get_by_label("Order").select_option("")
    is_equal(first.inner_text(), flagged[0]["title"], "the worst reply")
    page.get_by_role("button", name="Next").first.click()
    is_equal(first.inner_text(), flagged[PAGE]["title"], "the first reply of the second page")
    page.get_by_role("button", name="Back").first.click()
    is_equal(first.inner_text(), flagged[0]["title"], "the worst reply again")


def going_back_works(tab, report):
    page = tab.page
    tab.everything()
    first = report["categories"][0]
    tab.follow(page.locator("section[aria-labelledby=category-head] td.number a").first, first["replies"], first["findings"], "the first category")
    page.go_back()
    tab.is_counted(tab.all, "after going back")


def words_are_marked(tab, report):
    page = tab.page
    tab.everything()
    worst = next(reply for reply in report["replies"] if reply["findings"])
    article = page.locator("#list > article").first
    is_equal(article.locator(".faults > li").count(), len(worst["findings"]), "faults of the worst reply")
    marked = {mark.inner_text() for mark in article.locator("mark").all()}
    assert {found["text"] for found in worst["findings"]} <= marked, marked
    rewrite = worst["findings"][0]["suggestions"][0]["sentence"]
    assert rewrite in article.locator(".try").first.inner_text()


def the_keyboard_is_enough(browser, path):
    tab = Tab(browser, path)
    tab.page.keyboard.press("Tab")
    is_equal(tab.page.evaluate("document.activeElement.className"), "skip", "the first stop")
    # The browser tells the page about the new address a little later, and the page answers.
    tab.page.evaluate("() => { window.moved = new Promise((done) => addEventListener('hashchange', done, { once: true })); }")
    tab.page.keyboard.press("Enter")
    tab.page.evaluate("() => window.moved")
    is_equal(tab.page.evaluate("document.activeElement.id"), "rows", "where it leads")
    tab.page.keyboard.press("Tab")
    is_equal(tab.page.evaluate("document.activeElement.name"), "q", "the stop after that")
    nameless = tab.page.evaluate(
        "[...document.querySelectorAll('a, button, input, select')]"
        ".filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length)).length"
    )
    is_equal(nameless, 0, "controls without a name")
    for landmark in ("main", "header", "footer", "form[role=search]", "[role=status]"):
        assert tab.page.locator(landmark).count(), landmark
    tab.close()


def without_scripts(browser, path, report):
    tab = Tab(browser, path, java_script_enabled=False)
    is_equal(tab.articles(), 20, "replies without scripts")
    assert tab.page.locator("noscript").inner_text().startswith("The filters")
    is_equal(tab.page.locator(".filters").is_visible(), False, "filters without scripts")
    tab.close()


def hostile_words_do_nothing(browser):
    words = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</style></title><svg onload=alert(1)>",
        "</script><script>alert(1)</script><!--",
        "javascript:alert(1)",
        "{{ 7*7 }}",
    ]
    macros = [
        {"id": word, "title": f"{word}::{word}", "actions": [{"value": f"You must wait for {word} the box."}]}
        for word in words
    ]
    path, report = audit("hostile", json.dumps({"macros": macros}))
    tab = Tab(browser, path)
    is_equal(tab.count()[0], len(words), "replies with a finding")
    shown = {title.inner_text() for title in tab.page.locator("#list h3").all()}
    is_equal(shown, {f"{word}::{word}" for word in words}, "titles as they are")
    for link in tab.page.locator("section.group a").all():
        if link.is_visible():
            link.click()
    is_equal(tab.page.locator("img, iframe, object, [onerror], [onload], [style]").count(), 0, "what words became")
    tab.close()


def a_trend_is_shown(browser, library):
    path, report = audit("before", library)
    later = json.loads(library)
    later["macros"][0]["actions"][-1]["value"] = "You must wait, as I already told you twice."
    del later["macros"][-20:]
    usage = FOLDER / "usage.csv"
    usage.write_text("id,uses\n" + "".join(f"{one['id']},{number % 50}\n" for number, one in enumerate(later["macros"])))
    path, report = audit("after", json.dumps(later), "--since", FOLDER / "before.report.json", "--usage", usage)
    tab = Tab(browser, path)
    told = [int(number.replace(",", "")) for number in tab.page.locator(".changes b").all_inner_texts()]
    is_equal(told, [report["trend"][key] for key in ("new", "fixed", "remaining")], "the trend")
    new = [reply for reply in report["replies"] if any(found["status"] == "new" for found in reply["findings"])]
    tab.follow(tab.page.locator(".changes a").first, len(new), report["trend"]["new"], "what is new")
    tab.page.screenshot(path=FOLDER / "trend.png", full_page=False)
    tab.close()


def pictures(browser, path):
    wide = {"viewport": {"width": 1280, "height": 900}}
    looks = {
        "wide": wide,
        "dark": wide | {"color_scheme": "dark"},
        "narrow": {"viewport": {"width": 390, "height": 844}},
        "small": {"viewport": {"width": 320, "height": 640}},
    }
    for name, how in looks.items():
        tab = Tab(browser, path, **how)
        across = tab.page.evaluate("document.documentElement.scrollWidth")
        assert across <= how["viewport"]["width"], f"{name} is {across} across"
        tab.page.screenshot(path=FOLDER / f"{name}.png")
        tab.page.goto(path.as_uri() + "#rows?category=isolating")
        tab.page.screenshot(path=FOLDER / f"{name}-rows.png")
        tab.close()
    tab = Tab(browser, path, **wide)
    tab.page.emulate_media(media="print")
    tab.page.screenshot(path=FOLDER / "print.png", full_page=True)
    tab.close()


def main():
    library = subprocess.run([LIBRARY, "5000"], check=True, capture_output=True, text=True).stdout
    path, report = audit("library", library)
    with sync_playwright() as playwright:
        where = {} if CHROMIUM == "playwright" else {"executable_path": CHROMIUM}
        browser = playwright.chromium.launch(args=["--no-sandbox"], **where)
        tab = Tab(browser, path, viewport={"width": 1280, "height": 900})
        for claim in (totals_are_filters, groups_are_filters, filters_work_together, pages_turn, going_back_works, words_are_marked):
            claim(tab, report)
            print(f"ok  {claim.__name__.replace('_', ' ')}")
        tab.close()
        the_keyboard_is_enough(browser, path)
        without_scripts(browser, path, report)
        hostile_words_do_nothing(browser)
        a_trend_is_shown(browser, library)
        pictures(browser, path)
        print("ok  keyboard, no scripts, hostile words, trend, pictures")
        browser.close()


main()
