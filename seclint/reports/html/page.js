"use strict";
(() => {
  const articles = [...document.querySelectorAll("article.finding")];
  const search = document.getElementById("search");
  const chosen = document.getElementById("document");
  const boxes = [...document.querySelectorAll('input[name="severity"]')];
  const accepted = document.getElementById("accepted");
  const shown = document.getElementById("shown");
  const words = new Map(articles.map((article) => [article, article.textContent.toLowerCase()]));
  const open = () => articles.filter((article) => !article.hidden && !article.parentElement.hidden);

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const article of articles) {
      const wantedStatus = !accepted || accepted.checked || article.classList.contains("new");
      article.hidden = !wantedStatus || !severities.has(article.dataset.severity) || !words.get(article).includes(wanted);
    }
    for (const part of document.querySelectorAll("section.document")) {
      part.hidden = Boolean(chosen && chosen.value && part.id !== chosen.value);
    }
    const count = open().length;
    shown.textContent = count === articles.length ? `${count} findings` : `${count} of ${articles.length} findings`;
  };

  const move = (step) => {
    const listed = open();
    if (!listed.length) return;
    const at = listed.indexOf(document.activeElement.closest("article"));
    const next = at < 0 ? (step > 0 ? 0 : listed.length - 1) : Math.min(Math.max(at + step, 0), listed.length - 1);
    listed[next].focus();
    listed[next].scrollIntoView({ block: "nearest" });
  };

  const showAll = () => {
    search.value = "";
    for (const box of accepted ? [...boxes, accepted] : boxes) box.checked = true;
    if (chosen) chosen.value = "";
    filter();
  };

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) showAll();
    for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView();
    if (target.matches("article")) target.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches('input[type="search"], select');
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing) return;
    const article = document.activeElement.closest("article");
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "Enter" && document.activeElement === article && article) {
      for (const detail of article.querySelectorAll("details")) detail.open = !detail.open;
    }
  });
  document.querySelector("form.filters").addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", filter);
  for (const box of accepted ? [...boxes, accepted] : boxes) box.addEventListener("change", filter);
  if (chosen) chosen.addEventListener("change", filter);
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () => document.querySelectorAll("article details").forEach((one) => { one.open = true; }));
  filter();
  reveal();
})();
