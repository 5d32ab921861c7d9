// Lists of documents, decisions and assignments: search, filter, sort, page, all in the reader's browser.
// The rows come from data/NAME-1.js ..., which call kansliRows.
"use strict";
(function () {
  const config = JSON.parse(document.getElementById("config").textContent);
  const text = config.text;
  const language = document.documentElement.lang;
  const say = (value) => config.value[value] || value;
  const rows = window.kansliData;
  const PAGE = 100;

  const day = (value) => {
    const time = document.createElement("time");
    time.dateTime = time.textContent = value;
    return time;
  };
  const under = (main, below) => {
    const box = document.createDocumentFragment();
    box.append(main);
    if (below) {
      const small = document.createElement("small");
      small.textContent = below;
      box.append(small);
    }
    return box;
  };
  const link = (row, at, words) => {
    const a = document.createElement("a");
    a.href = "d/" + row[0] + ".html" + (at === null ? "" : "#s" + at);
    a.textContent = words;
    return a;
  };

  const lists = {
    documents: {
      sort: [1, -1],
      columns: [
        [text.date, 1, (r) => day(r[1]), "day"],
        [text.title, 3, (r) => under(link(r, null, r[3]), r[7]), "long"],
        [text.body, 2, (r) => r[2]],
        [text.type, 4, (r) => say(r[4])],
        [text.decisions, 5, (r) => r[5], "n"],
        [text.assignments, 6, (r) => r[6], "n"],
      ],
      selects: [["type", text.type, (r) => r[4]], ["year", text.year_filter, (r) => r[1].slice(0, 4)]],
      checks: [],
    },
    decisions: {
      sort: [2, -1],
      columns: [
        [text.date, 2, (r) => day(r[2]), "day"],
        [text.decision, 6, (r) => under(link(r, r[1], r[6]), r[5]), "long"],
        [text.outcome, 7, (r) => say(r[7])],
        [text.body, 3, (r) => under(r[3], r[4])],
      ],
      selects: [["body", text.body, (r) => r[3]], ["outcome", text.outcome, (r) => r[7]], ["year", text.year_filter, (r) => r[2].slice(0, 4)]],
      checks: [["routine", text.hide_routine, (r) => !r[8], true]],
    },
    assignments: {
      sort: [2, 1],
      columns: [
        [text.deadline_or_date, 2, (r) => {
          const time = day(r[2]);
          if (r[9] === "open") window.kansliMarkPassed(time);
          return under(time, say(r[10]));
        }, "day"],
        [text.assignee, 3, (r) => r[3] || "–"],
        [text.assignment, 4, (r) => under(link(r, r[1], r[4]), r[7]), "long"],
        [text.body, 5, (r) => under(r[5], r[6])],
        [text.meeting, 8, (r) => day(r[8]), "day"],
        [text.status, 9, (r) => say(r[9])],
      ],
      selects: [["body", text.body, (r) => r[5]], ["status", text.status, (r) => r[9]], ["year", text.year_filter, (r) => r[8].slice(0, 4)]],
      checks: [["dated", text.only_deadline, (r) => r[2] !== "", false]],
    },
  };
  const list = lists[config.name];
  const form = document.getElementById("search");
  const box = document.getElementById("q");
  const state = { page: 0, sort: list.sort.slice() };
  const folded = rows.map((r) => r.slice(1).join(" ").toLocaleLowerCase("sv"));
  const controls = new Map();

  function build() {
    const filters = document.getElementById("filters");
    for (const [key, name, of] of list.selects) {
      const values = [...new Set(rows.map(of))].sort((a, b) => String(say(a)).localeCompare(String(say(b)), "sv"));
      if (key === "year") values.reverse();
      const select = document.createElement("select");
      select.id = "f-" + key;
      select.append(new Option(text.all, ""));
      for (const value of values) select.append(new Option(value === "" ? text.unknown : say(value), value === "" ? "-" : value));
      const label = document.createElement("label");
      label.htmlFor = select.id;
      label.textContent = name;
      const group = document.createElement("div");
      group.append(label, select);
      filters.append(group);
      controls.set(key, select);
    }
    for (const [key, name, , on] of list.checks) {
      const check = document.createElement("input");
      check.type = "checkbox";
      check.id = "f-" + key;
      check.checked = check.defaultChecked = on;
      const label = document.createElement("label");
      label.className = "check";
      label.append(check, name);
      filters.append(label);
      controls.set(key, check);
    }
    const head = document.createElement("tr");
    for (const [name, column, , kind] of list.columns) {
      const th = document.createElement("th");
      th.scope = "col";
      th.dataset.column = column;
      if (kind === "n") th.className = "n";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.title = text.sort_by + ": " + name;
      button.addEventListener("click", () => {
        state.sort = [column, state.sort[0] === column ? -state.sort[1] : 1];
        draw();
      });
      th.append(button);
      head.append(th);
    }
    document.querySelector("#list thead").append(head);
    box.placeholder = text.search_hint.replace("{n}", rows.length.toLocaleString(language));
    form.hidden = false;
  }

  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    box.value = asked.get("q") || "";
    for (const [key, control] of controls) {
      if (control.type === "checkbox") control.checked = asked.has(key) ? asked.get(key) === "1" : control.defaultChecked;
      else control.value = asked.get(key) || "";
      if (control.value === undefined || control.selectedIndex === -1) control.selectedIndex = 0;
    }
  }
  function write() {
    const asked = new URLSearchParams();
    if (box.value.trim()) asked.set("q", box.value.trim());
    for (const [key, control] of controls) {
      if (control.type === "checkbox") { if (control.checked !== control.defaultChecked) asked.set(key, control.checked ? "1" : "0"); }
      else if (control.value) asked.set(key, control.value);
    }
    const hash = asked.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }
  function chosen() {
    const words = box.value.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    const tests = [];
    for (const [key, , of] of list.selects) {
      const value = controls.get(key).value;
      if (value) tests.push((r) => of(r) === (value === "-" ? "" : value));
    }
    for (const [key, , test] of list.checks) if (controls.get(key).checked) tests.push(test);
    const found = [];
    rows.forEach((row, index) => {
      if (tests.every((test) => test(row)) && words.every((word) => folded[index].includes(word))) found.push(row);
    });
    const [column, way] = state.sort;
    return found.sort((a, b) => {
      const x = a[column], y = b[column];
      if (x === "" || y === "") return x === y ? 0 : x === "" ? 1 : -1; // the unknown last, either way
      return way * (typeof x === "number" ? x - y : x < y ? -1 : x > y ? 1 : 0);
    });
  }
  function draw() {
    const found = chosen();
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const from = state.page * PAGE;
    const body = document.querySelector("#list tbody");
    body.replaceChildren(...found.slice(from, from + PAGE).map((row) => {
      const tr = document.createElement("tr");
      for (const [name, , cell, kind] of list.columns) {
        const td = document.createElement("td");
        if (kind) td.className = kind;
        td.dataset.label = name;
        const content = cell(row);
        if (content !== "") td.append(content);
        if (!td.textContent) td.replaceChildren();
        tr.append(td);
      }
      return tr;
    }));
    document.querySelectorAll("#list thead th").forEach((th) => {
      if (Number(th.dataset.column) === state.sort[0]) th.setAttribute("aria-sort", state.sort[1] > 0 ? "ascending" : "descending");
      else th.removeAttribute("aria-sort");
    });
    const number = (n) => n.toLocaleString(language);
    document.getElementById("count").textContent = found.length
      ? text.shown.replace("{from}", number(from + 1)).replace("{to}", number(Math.min(from + PAGE, found.length))).replace("{n}", number(found.length))
      : text.none_found;
    document.getElementById("pages").hidden = pages === 1;
    document.getElementById("back").disabled = state.page === 0;
    document.getElementById("on").disabled = state.page === pages - 1;
  }
  function changed() {
    state.page = 0;
    write();
    draw();
  }
  function turn(by) {
    state.page += by;
    draw();
    document.getElementById("count").scrollIntoView();
  }

  build();
  read();
  draw();
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, rows.length > 5000 ? 200 : 0);
  });
  document.getElementById("filters").addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(changed));
  document.getElementById("back").addEventListener("click", () => turn(-1));
  document.getElementById("on").addEventListener("click", () => turn(1));
  window.addEventListener("hashchange", () => { read(); state.page = 0; draw(); });
})();
