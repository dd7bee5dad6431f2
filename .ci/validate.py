"""Holds output, hooks and CI files against the programs that read them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import junitparser
import yaml
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
TONELINT = Path(sys.argv[1]).resolve()
SCHEMAS = ROOT / "tests" / "schemas"
CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "INPUT_")) and name not in ("NO_COLOR", "FORCE_COLOR")
}
ENVIRONMENT = {
    **CLEAN,
    "PATH": os.pathsep.join([str(TONELINT.parent), str(TOOLS), os.environ["PATH"]]),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "x",
    "GIT_AUTHOR_EMAIL": "x@example.org",
    "GIT_COMMITTER_NAME": "x",
    "GIT_COMMITTER_EMAIL": "x@example.org",
}


def run(*arguments, code=0, folder=ROOT, **environment):
    """Runs a program; what it prints. Anything but the expected exit code is the end."""
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != code:
        sys.exit(f"validate: exit code {done.returncode} in place of {code}: {arguments}\n{done.stdout}")
    return done.stdout


def same(found, expected, what):
    if found != expected:
        sys.exit(f"validate: {what}: {found!r} in place of {expected!r}")
    print(f"validate: {what}: {found!r}"[:160])


def outputs(folder):
    """Writes every format of a run over drafts of this repository; the totals of the run."""
    formats = ["sarif", "junit", "checkstyle", "gitlab", "rdjson", "rdjsonl"]
    targets = [f"--output={name}={folder / name}" for name in formats]
    drafts = ["examples/drafts", "tests/cmd/ci.in", "tests/formats"]
    told = run(TONELINT, "-q", "-f", "json", "--isolated", "--pack=hints", *targets, *drafts, code=1)
    return json.loads(told[told.index('{"schema"') :])["summary"]


def validate_outputs(folder):
    totals = outputs(folder)
    check = [TOOLS / "check-jsonschema", "--schemafile"]
    run(*check, SCHEMAS / "sarif-2.1.0.json", folder / "sarif")
    run(*check, SCHEMAS / "reviewdog.json", folder / "rdjson")

    # sarif-tools exits with 0 whatever it reads, so its figures are compared.
    shutil.copy(folder / "sarif", folder / "out.sarif")
    told = run(TOOLS / "sarif", "summary", folder / "out.sarif")
    figures = {level: int(count) for level, count in re.findall(r"^(error|warning|note): (\d+)", told, re.MULTILINE)}
    expected = {"error": totals["error"], "warning": totals["warning"], "note": totals["info"]}
    same(figures, expected, "sarif-tools counts")
    run(TOOLS / "sarif", "codeclimate", folder / "out.sarif", "--output", folder / "codeclimate.json")
    issues = json.loads((folder / "codeclimate.json").read_text())
    own = json.loads((folder / "gitlab").read_text())
    places = lambda issues: sorted((issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues)
    same(places(own) == places(issues), True, "GitLab's report has the places that sarif-tools makes of SARIF")
    same(len({issue["fingerprint"] for issue in own}), totals["findings"], "fingerprints for GitLab")

    etree.XMLSchema(file=str(SCHEMAS / "junit-10.xsd")).assertValid(etree.parse(folder / "junit"))
    suites = junitparser.JUnitXml.fromfile(str(folder / "junit"))
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
    same((suites.tests, suites.failures, len(failed)), (totals["findings"],) * 3, "junitparser counts")
    same(len(etree.parse(folder / "checkstyle").findall(".//error")), totals["findings"], "errors for Checkstyle")
    same(len((folder / "rdjsonl").read_text().splitlines()), totals["findings"], "lines for reviewdog")


def validate_ci_files(folder):
    builtin = [TOOLS / "check-jsonschema", "--builtin-schema"]
    run(*builtin, "vendor.github-actions", "action.yml")
    run(TOOLS / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    header, jobs = yaml.safe_load_all((ROOT / "templates" / "tonelint.yml").read_text())
    used = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", (ROOT / "templates" / "tonelint.yml").read_text()))
    same(sorted(used), sorted(header["spec"]["inputs"]), "inputs of the component")
    (folder / "component.json").write_text(json.dumps(jobs))
    run(*builtin, "vendor.gitlab-ci", folder / "component.json")
    validate_action(folder / "action")


def validate_action(folder):
    """Runs the step of the action as GitHub would, with inputs that try to be more than that."""
    folder.mkdir()
    (folder / "late reply.md").write_text("You're the only person who has had this problem.\n")
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = next(step for step in action["runs"]["steps"] if step["name"] == "Check replies")
    same("${{" in step["run"], False, "inputs are a part of the program")
    names = {value: name for name, value in step["env"].items()}
    defaults = {names["${{ inputs.%s }}" % name]: spec["default"] for name, spec in action["inputs"].items()}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    told = run(*script, folder=folder, code=1, **defaults)
    same(told.startswith("::error file=late reply.md,line=1,"), True, "the action annotates")
    given = {"INPUT_SARIF": "out.sarif", "INPUT_PATHS": "late reply.md\n", "INPUT_FAIL_ON": "never"}
    run(*script, folder=folder, **{**defaults, **given, "INPUT_ARGS": "--ignore\nisolating,learned\n"})
    same(json.loads((folder / "out.sarif").read_text())["runs"][0]["results"], [], "the action writes SARIF")
    hostile = '"; touch sprung; $(touch sprung) `touch sprung`'
    for name in defaults:
        # As a file for SARIF that is a name like any other; anywhere else it is a mistake.
        run(*script, folder=folder, code=1 if name == "INPUT_SARIF" else 2, **{**defaults, name: hostile})
        (folder / hostile).unlink(missing_ok=True)
    same((folder / "sprung").exists(), False, "an input was run")


def blocks(text):
    """The fenced blocks of a page: language, the file that the sentence above names, and text."""
    start = 0
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        above = text[start : found.start()]
        named = re.findall(r"`([\w./-]+\.\w+)`", above)
        yield found[1], named[-1] if named else None, found[2]
        start = found.end()


def follow(folder):
    """Does what docs/ci.md says about pre-commit, step by step, and compares what happens with what it shows."""
    hooks = folder / "hooks"
    hooks.mkdir(parents=True)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "x"], ["tag", "v0.1.0"]):
        run("git", *arguments, folder=hooks)
    replies = folder / "replies"
    replies.mkdir()
    run("git", "init", "--quiet", "--initial-branch=main", folder=replies)
    page = (ROOT / "docs" / "ci.md").read_text()
    section = page.split("\n## pre-commit\n")[1].split("\n## ")[0]
    home = {"PRE_COMMIT_HOME": str(folder / "cache"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    steps = 0
    for language, name, block in blocks(section):
        if language == "sh":
            run("bash", "-ec", block, folder=replies, **home)
        elif language == "console":
            for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                told = run("bash", "-c", f"{command} 2>&1 || true", folder=replies, **home)
                told = "".join(line for line in told.splitlines(True) if not line.startswith("[INFO]"))
                if told.rstrip("\n") != expected.rstrip("\n"):
                    sys.exit(f"validate: docs/ci.md shows for `{command}`:\n{expected}\nbut this happens:\n{told}")
                steps += 1
        elif name:
            file = replies / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.replace("https://example.org/tonelint", str(hooks)))
    same(steps, 6, "commands of docs/ci.md that were followed")


def other_hooks(folder):
    """The commands of the other hooks in docs/ci.md stop a bad reply and let a good one through."""
    folder.mkdir()
    run("git", "init", "--quiet", folder=folder)
    macros = folder / "macros"
    macros.mkdir()
    page = (ROOT / "docs" / "ci.md").read_text()
    section = list(blocks(page.split("\n## Other hooks\n")[1].split("\n## ")[0]))
    staged = "macros/late.md"
    lefthook = yaml.safe_load(section[0][2])["pre-commit"]["commands"]["tonelint"]["run"].replace("{staged_files}", staged)
    lint_staged = next(iter(json.loads(section[1][2]).values())) + " " + staged
    for text, code in (("You're the only person who has had this problem.\n", 1), ("Thank you.\n", 0)):
        (macros / "late.md").write_text(text)
        run("git", "add", ".", folder=folder)
        for command in (lefthook, lint_staged, section[2][2]):
            run("sh", "-c", command, folder=folder, code=code)
    print("validate: lefthook, lint-staged and git alone: stopped once, let through once")


def commands(folder):
    """Every other command of docs/ci.md and docs/output.md can be run as it is."""
    folder.mkdir()
    (folder / "macros").mkdir()
    (folder / "macros" / "late.md").write_text("Thank you.\n")
    lines = []
    for page in ("ci.md", "output.md"):
        found = [block for language, _, block in blocks((ROOT / "docs" / page).read_text()) if language == "sh"]
        lines += [line for block in found for line in block.splitlines() if line.startswith("tonelint ")]
    for line in lines:
        run("sh", "-c", line, folder=folder)
    same(len(lines), 4, "other commands of the documentation")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        validate_outputs(folder)
        validate_ci_files(folder)
        follow(folder / "followed")
        other_hooks(folder / "other")
        commands(folder / "commands")
    print("validate: all of it is read as it is meant")


main()
