"""The HTML report: one page that holds everything, runs no script but its own, and shows the words where they stand."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from click.testing import CliRunner
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

from seclint.cli import main

TEXT = """# 1. Plan

1. Responses are due by Tuesday 7 October 2024.
2. The end,, of it.

| Phase | Note |
|---|---|
| SIT | It starts on Friday 4 November 2024. |
"""
HOSTILE = "The <script>alert(1)</script> \"onload='x' ]]> </style> &lt; plan is due by Tuesday 7 October 2024.\n"


class Page(HTMLParser):
    """The elements of a page, with their attributes, and which were never closed."""

    VOID = frozenset(("meta", "input", "image", "rect", "br"))

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def all(self, tag, **wanted):
        return [attrs for name, attrs in self.elements if name == tag and all(attrs.get(key) == value for key, value in wanted.items())]


@pytest.fixture
def page(run, write):
    def written(content, name="a.md"):
        return run("check", write(name, content), "--format", "html").output

    return written


def test_the_page_needs_nothing_from_elsewhere(page):
    text = page(TEXT)
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", text)
    assert "url(" not in text
    assert "@import" not in text


def test_only_its_own_style_and_script_may_run(page):
    text = page(TEXT)
    policy = next(attrs["content"] for attrs in Page(text).all("meta") if attrs.get("http-equiv"))
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"\son\w+=|style=", text.split("</style>")[1].split("<script>")[0])


def test_text_of_a_document_is_only_text(page):
    parsed = Page(page(HOSTILE, "<b>&x.md"))
    assert len(parsed.all("script")) == 1
    assert not parsed.all("b", id="x")
    assert parsed.open == []


def test_a_finding_shows_its_sentence_with_the_words_marked(page):
    text = page(TEXT)
    assert "Responses are due by <mark>Tuesday 7 October 2024</mark>." in text
    assert "Why it matters" in text
    assert "7 October 2024 is a Monday, not a Tuesday" in text


def test_the_section_is_shown_with_labels_and_tables(page):
    text = page(docx_from_markdown(TEXT), "a.docx")
    assert re.search(
        r'<span class="label">1</span> Responses are due by <span id="m\d" class="target"></span>'
        r'<a href="#f\d" title="7 October 2024 is a Monday, not a Tuesday"><mark class="error">Tuesday 7 October 2024</mark></a>\.',
        text,
    )
    assert re.search(r'<td>SIT</td><td>It starts on <span id="m\d" class="target"></span><a href="#f\d" title="[^"]+"><mark', text)


def test_a_pdf_page_is_a_picture_with_boxes_on_the_words(page):
    parsed = Page(page(pdf_from_markdown(TEXT), "a.pdf"))
    (image,) = parsed.all("image")
    assert base64.b64decode(image["href"].removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
    boxes = parsed.all("rect", **{"class": "error"})
    assert boxes
    assert all(0 < float(box["x"]) < float(image["width"]) and 0 < float(box["y"]) < float(image["height"]) for box in boxes)


def test_every_link_leads_somewhere(page):
    for name, content in (("a.md", TEXT), ("a.docx", docx_from_markdown(TEXT)), ("a.pdf", pdf_from_markdown(TEXT))):
        parsed = Page(page(content, name))
        targets = {attrs["id"] for _, attrs in parsed.elements if "id" in attrs}
        assert {attrs["href"][1:] for attrs in parsed.all("a")} <= targets


def test_where_findings_overlap_all_are_marked(samples):
    """The count that one finding is about lies within the words that another one relates to."""
    text = CliRunner().invoke(main, ["check", str(samples / "faulty" / "conclusions.md"), "--select", "CNT", "--format", "html"]).output
    (paragraph,) = re.findall(r'<p class="paragraph level0"><span class="label">5</span>.*', text)
    words = re.sub(r"<span id[^>]*></span>", "", paragraph)
    assert re.search(r'<mark class="related">received written responses from </mark></a><a [^>]*><mark class="error">six', words)
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_the_other_document_of_a_contradiction_is_shown_as_well(samples, monkeypatch):
    monkeypatch.chdir(samples)
    parsed = Page(CliRunner().invoke(main, ["check", "faulty-dossier", "--select", "AMD001", "--format", "html"]).output)
    links = [attrs["href"] for attrs in parsed.all("a") if attrs["href"].startswith("#m1-")]
    assert links == ["#m1-1", "#m1-2"]
    assert len(parsed.all("section", **{"class": "document"})) == 8


def test_both_sides_of_a_contradiction_stand_side_by_side(page):
    text = page("1. TAG approved the TAD on 3 May 2023.\n\n2. TAG approved the TAD on 4 June 2024.\n")
    (sides,) = re.findall(r'<div class="sides">(.*?)</article>', text, re.DOTALL)
    assert sides.count("<blockquote>") == 2


CONTRAST = {  # WCAG 2.2 AA: 4.5 for text, 3 for the borders of what is operated
    4.5: [
        *((ink, ground) for ink in ("ink", "soft", "link", "error", "warning", "note", "good") for ground in ("ground", "paper")),
        *((ink, f"mark-{mark}") for ink in ("ink", "link") for mark in ("error", "warning", "note", "related")),
    ],
    3: [("soft", "ground"), ("soft", "paper"), ("error", "paper"), ("warning", "paper"), ("note", "paper")],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_apart(scheme):
    style = (files("seclint.reports.html") / "page.css").read_text("utf-8")
    block = style.split("prefers-color-scheme: dark" if scheme == "dark" else ":root", 1)[1].split("}")[0]
    colours = {name: full(value) for name, value in re.findall(r"--([\w-]+): (#\w+)", block)}
    poor = [pair for least, pairs in CONTRAST.items() for pair in pairs if contrast(*(colours[one] for one in pair)) < least]
    assert poor == []


def full(colour):
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def contrast(one, other):
    """The contrast ratio of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
class TestInABrowser:
    def test_it_loads_without_a_complaint_whatever_a_document_holds(self, run, write, tmp_path):
        hostile = (
            "# 1. <img src=x onerror=\"document.title='hacked'\">\n\n"
            "1. The <script>document.title='hacked'</script> ]]> </style></script> &lt;b&gt; \u202eplan\u2066 \x1b[31m =SUM(A1) is due by "
            "Tuesday 7 October 2024,, \"'><svg onload=alert(1)>.\n"
        )
        write("<img src=x onerror=alert(1)>.md", hostile)
        write("a.docx", docx_from_markdown(hostile.replace("\x1b", "")))
        write("a.pdf", pdf_from_markdown(hostile.replace("\x1b", "")))
        text = run("check", "<img src=x onerror=alert(1)>.md", "a.docx", "a.pdf", "--select", "DAT,PUN002", "--format", "html").output
        dumped, complaints = in_browser(tmp_path, text)
        assert '<p id="shown" role="status">6 findings</p>' in dumped
        assert "<title>seclint: fail, 3 errors, 3 warnings, 0 notes</title>" in dumped
        assert complaints == []

    def test_it_can_be_searched_filtered_and_walked_through(self, run, write, tmp_path):
        write("seclint.toml", '[[waiver]]\nrule = "DAT001"\nquote = "Friday"\nreason = "as printed"\nby = "team"\n')
        write("a.md", TEXT)
        write("b.docx", docx_from_markdown(TEXT))
        text = run("check", "a.md", "b.docx", "--format", "html").output
        free = re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", f"<script>{ACTING}</script></body>")
        dumped, complaints = in_browser(tmp_path, free)
        assert complaints == []
        told = json.loads(unescape(re.search(r"<title>(.*?)</title>", dumped)[1]))
        assert told == {
            "all": "6 findings",
            "searched": "2 of 6 findings",
            "without errors": "2 of 6 findings",
            "without waived": "4 of 6 findings",
            "one document": "3 of 6 findings",
            "slash": "search",
            "j j k": "f1",
            "enter": True,
            "jumped": ["m1", True],
            "back": ["f1", "6 findings"],
        }


ACTING = """
(async () => {
  const told = {}, byId = (id) => document.getElementById(id), shown = () => byId("shown").textContent;
  const change = (one, value, kind) => {
    one[typeof value === "boolean" ? "checked" : "value"] = value;
    one.dispatchEvent(new Event(kind));
  };
  const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const soon = () => new Promise((done) => setTimeout(done, 50));
  told["all"] = shown();
  change(byId("search"), "DOUBLED", "input"); told["searched"] = shown(); change(byId("search"), "", "input");
  const errors = document.querySelector('input[value="error"]');
  change(errors, false, "change"); told["without errors"] = shown(); change(errors, true, "change");
  change(byId("accepted"), false, "change"); told["without waived"] = shown(); change(byId("accepted"), true, "change");
  change(byId("document"), "d1", "change"); told["one document"] = shown(); change(byId("document"), "", "change");
  press("/"); told["slash"] = document.activeElement.id; press("Escape");
  press("j"); press("j"); press("k"); told["j j k"] = document.activeElement.id;
  press("Enter"); told["enter"] = document.activeElement.querySelector("details").open;
  document.querySelector("#f1 a").click(); await soon();
  told["jumped"] = [location.hash.slice(1), byId("m1").closest("details").open];
  change(byId("search"), "nothing has this", "input");
  byId("m1").nextElementSibling.click(); await soon();
  told["back"] = [document.activeElement.id, shown()];
  document.title = JSON.stringify(told);
})();
"""


def in_browser(folder, text):
    """What the page has become when its scripts have run, and what the browser complained of."""
    (folder / "page.html").write_text(text, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=2000"]
    command = ["chromium", *options, f"--user-data-dir={folder / 'profile'}", "--dump-dom", (folder / "page.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
