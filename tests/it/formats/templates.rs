//! Templates of every family around plain text, Markdown and HTML.

use tonelint::{Choice, Document, Format};

use super::{found, mended, sample};

#[test]
fn the_name_says_what_is_inside_and_else_the_text_does() {
    let check = |name: &str, source: &str, expected: Format| {
        let document = Document::parse(source, Format::of_name(name));
        assert_eq!(document.format(), expected, "{name}");
    };
    check("reply.html.erb", "Hi", Format::Html);
    check("late.md.liquid", "<p>Hi</p>", Format::Markdown);
    check("welcome.TXT.j2", "<p>Hi</p>", Format::Plain);
    check("late.en.html.J2", "Hi", Format::Html);
    check("macros.json.njk", "{\"a\": \"Hi\"}", Format::Json);
    for ending in ["liquid", "hbs", "handlebars", "mustache", "j2", "jinja", "jinja2", "njk", "twig", "erb", "ejs"] {
        check(&format!("reply.{ending}"), "Hi <%= name %>, 1 < 2", Format::Plain);
        check(&format!("reply.{ending}"), "{{!-- a --}}\n<p>Hi {{name}}</p>", Format::Html);
    }
}

#[test]
fn a_page_with_code_in_it_is_read_without_the_code() {
    let expected = ["You are <% if late %>the only<% end %> person", "Wait your <i>turn"];
    assert_eq!(found(&sample("reply.html.erb"), Format::Html), expected);
}

#[test]
fn markdown_with_tags_in_it_is_read_without_the_tags() {
    let expected = ["You are **the {% if vip %}only{% endif %}** person", "wait *your\n  turn", "calm&nbsp;down"];
    assert_eq!(found(&sample("late.md.liquid"), Format::Markdown), expected);
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(found(source, Format::Plain), expected, "{source}");
    assert_eq!(found(&format!("<p>{source}</p>"), Format::Html), expected, "<p>{source}</p>");
    assert_eq!(found(source, Format::Markdown), expected, "{source}");
}

#[test]
fn what_engines_take_for_code_is_no_text() {
    let codes = [
        "{{ x | default: \"calm down\" }}",
        "{{#if x\n   y=\"calm down\"}}",
        "{{/if}}",
        "{{> footer\n  text=\"calm down\" }}",
        "{{! calm\ndown }}",
        "{{!-- calm }} down, calm down --}}",
        "{{{{raw}}}}",
        "{{~#each \"calm down\" as |x|~}}",
        "{{=<% %>=}}",
        "{# calm\ndown #}",
        "{%- if x == \"calm down\" -%}",
        "{% include 'x' with { a: \"calm down\" } %}",
        "{% trans %}",
        "{%\n  render 'a',\n  b: 'calm down'\n%}",
        "{% comment %}calm down{% endcomment %}",
        "{% # calm down %}",
        "<%# calm down %>",
        "<%= f(\"calm down\") %>",
        "<%- \"calm down\" %>",
        "<%_ if (x) { // calm down _%>",
    ];
    for code in codes {
        check(&format!("Hi {code} there, calm down."), &["calm down"]);
    }
}

#[test]
fn a_phrase_goes_on_behind_a_tag_and_not_behind_a_value_or_another_branch() {
    for tag in
        ["{% if x %}", "{{#if x}}", "{{/if}}", "{%- endif -%}", "<% if x > 1 %>", "<%- end -%>", "{# a #}", "{{! a }}"]
    {
        check(&format!("Please calm {tag} down."), &[&*format!("calm {tag} down")]);
    }
    for value in [
        "{{ x }}",
        "{% render 'x' %}",
        "<%= x %>",
        "<%- x %>",
        "{{> x}}",
        "{% else %}",
        "{{else}}",
        "{{^}}",
        "<% else %>",
    ] {
        check(&format!("Please calm {value} down."), &[]);
    }
    check(
        "{% if a %}Calm down{% elsif b %}wait your turn{% else %}you are the only person{% endif %}.",
        &["Calm down", "wait your turn", "you are the only person"],
    );
    check("{% raw %}Calm down{% endraw %}, {{ x }}.", &["Calm down"]);
}

#[test]
fn braces_far_apart_are_no_placeholder() {
    check("a {{ b. Calm down.", &["Calm down"]);
    check("a {{ b.\n\nCalm down. }}", &["Calm down"]);
    check("a {% b.\n\nCalm down. %}", &["Calm down"]);
}

#[test]
fn fix_leaves_tags_and_values_where_they_are() {
    let source = sample("reply.html.erb").replace('\n', "\r\n");
    let mended = mended(&source, Format::Html, Choice::First);
    assert_eq!(mended.applied, 1);
    assert_eq!(mended.text, source.replace("Wait your <i>turn</i>.", "We call you."));
    let source = "Hi {{name}},\n{% if x %}please calm down{% endif %}.\n";
    let mended = super::mended(source, Format::Plain, Choice::Safe);
    assert_eq!(mended.text, source.replace("calm down", "take \"care\" & <3"));
}
