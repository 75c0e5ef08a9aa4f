"""The HTML report: one page that holds everything, runs no script but its own, and shows the words where they stand."""

import base64
import hashlib
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

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
    assert re.search(r'<span class="label">1</span> Responses are due by <a href="#f\d+"><mark class="error">Tuesday 7 October 2024', text)
    assert re.search(r"<td>SIT</td><td>It starts on <a href=\"#f\d+\"><mark", text)


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


def test_both_sides_of_a_contradiction_stand_side_by_side(page):
    text = page("1. TAG approved the TAD on 3 May 2023.\n\n2. TAG approved the TAD on 4 June 2024.\n")
    (sides,) = re.findall(r'<div class="sides">(.*?)</article>', text, re.DOTALL)
    assert sides.count("<blockquote>") == 2


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed")
def test_search_filters_and_keys_move_in_a_browser(page, tmp_path):
    """The page runs as it is; then, without its policy, with a script behind it that acts as a user would."""
    acting = """<script>
      const search = document.getElementById("search");
      search.value = "weekday"; search.dispatchEvent(new Event("input"));
      document.title = document.getElementById("shown").textContent;
      search.value = ""; search.dispatchEvent(new Event("input"));
      for (const key of ["j", "j"]) document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      document.title += " / " + document.activeElement.id;
    </script></body>"""
    text = page(TEXT)
    assert '<p id="shown" role="status">3 findings</p>' in _dumped(tmp_path, text)
    free = re.sub(r"<meta http-equiv[^>]*>", "", text).replace("</body>", acting)
    assert "<title>2 of 3 findings / f2</title>" in _dumped(tmp_path, free)


def _dumped(folder, text):
    """What the page has become when its scripts have run."""
    (folder / "page.html").write_text(text, "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    command = ["chromium", *options, (folder / "page.html").as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
