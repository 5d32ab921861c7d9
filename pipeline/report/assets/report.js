// Behaviour of overview and document pages: dates that have passed, details of what is marked.
"use strict";
(function () {
  const passed = document.currentScript.dataset.passed;
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

  window.kansliData = [];
  window.kansliRows = function (name, rows) {
    for (const row of rows) window.kansliData.push(row);
  };
  window.kansliMarkPassed = function (time) {
    if (time.dateTime && time.dateTime < today) {
      time.classList.add("passed");
      time.title = passed;
    }
  };
  document.querySelectorAll("#deadlines ~ ol time, #assignees ~ div time").forEach(window.kansliMarkPassed);

  const words = document.getElementById("words");
  if (!words) return;
  const data = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  let pinned = null;

  function show(mark) {
    const facts = data[mark.dataset.f];
    if (!facts) return;
    words.querySelectorAll(".lit").forEach((m) => m.classList.remove("lit"));
    words.querySelectorAll('[data-f="' + mark.dataset.f + '"]').forEach((m) => m.classList.add("lit"));
    panel.querySelector("h2").textContent = facts[1];
    const list = panel.querySelector("dl");
    list.replaceChildren();
    for (const [name, value] of facts[2]) {
      const row = document.createElement("div");
      row.append(element("dt", name), element("dd", value));
      list.append(row);
    }
    panel.classList.remove("hint");
  }
  function hide() {
    panel.classList.add("hint");
    panel.querySelector("h2").textContent = "";
    panel.querySelector("dl").replaceChildren();
    pinned = null;
    words.querySelectorAll(".lit").forEach((m) => m.classList.remove("lit"));
  }
  function element(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }
  function visible(mark) {
    if (!mark) return null;
    const off = mark.className.split(" ").every((k) => words.classList.contains("hide-" + k));
    const silent = mark.classList.contains("information") && !words.classList.contains("show-information");
    return off || silent ? visible(mark.parentElement.closest("[data-f]")) : mark;
  }

  const fine = window.matchMedia("(hover: hover)").matches;
  words.addEventListener("mouseover", (event) => {
    const mark = visible(event.target.closest("[data-f]"));
    if (fine && mark && !pinned) show(mark);
  });
  words.addEventListener("focusin", (event) => {
    const mark = visible(event.target.closest("[data-f]"));
    if (mark) { pinned = mark; show(mark); }
  });
  words.addEventListener("click", (event) => {
    const mark = visible(event.target.closest("[data-f]"));
    if (mark) { pinned = mark; show(mark); } else hide();
  });
  document.getElementById("close").addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const at = document.activeElement;
    if (!words.contains(at) || !at.dataset.f) return;
    const all = [...words.querySelectorAll("[data-f][id]")].filter((m) => visible(m) === m);
    const to = all[all.indexOf(at) + (event.key === "ArrowRight" ? 1 : -1)];
    if (to) { event.preventDefault(); to.focus(); }
  });

  document.querySelectorAll(".marks input").forEach((box) => {
    const set = () => words.classList.toggle((box.value === "information" ? "show-" : "hide-") + box.value,
      box.checked === (box.value === "information"));
    box.addEventListener("change", set);
    set();
  });
  function arrive() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.dataset.f) { pinned = target; show(target); }
  }
  window.addEventListener("hashchange", arrive);
  arrive();
})();
