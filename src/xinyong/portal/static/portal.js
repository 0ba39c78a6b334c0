// What pages gain where scripts run: progress that moves, charts that answer the pointer. Every page says the same without.
(function () {
  "use strict";

  // ---- a run being lived
  const living = document.querySelector("[data-events]");
  if (living) {
    const stream = new EventSource(living.dataset.events);
    const bar = living.querySelector("progress"), stage = living.querySelector("[data-stage]"), month = living.querySelector("[data-month-text]");
    stream.onmessage = (event) => {
      const p = JSON.parse(event.data);
      if (p.over) { stream.close(); location.reload(); return; }
      stage.textContent = living.dataset[p.stage] || p.stage;
      month.textContent = p.stage === "living" ? living.dataset.month.replace("{month}", p.month).replace("{months}", p.months) : "";
      bar.max = p.months || 1; bar.value = p.month;
    };
    stream.onerror = () => { stream.close(); setTimeout(() => location.reload(), 2000); };
  }

  // ---- the start form: what the same run is elsewhere
  const start = document.getElementById("start-form");
  if (start) {
    const box = start.parentElement.querySelector(".elsewhere");
    const field = (name) => start.elements[name].value.replace(/[,\s]/g, "");
    const tell = () => {
      const options = ["people", "months", "seed"].filter((name) => /^\d+$/.test(field(name)));
      const variant = start.elements.variant.value;
      box.querySelector("[data-python]").textContent = "import xinyong as xy\nrun = xy.run(\"" + start.elements.world.value + "\""
        + options.map((name) => ", " + name + "=" + field(name)).join("") + (variant ? ", variants=[\"" + variant + "\"]" : "") + ")";
      box.querySelector("[data-shell]").textContent = "xinyong run " + start.elements.world.value
        + options.map((name) => " --" + name + " " + field(name)).join("") + (variant ? " --variant " + variant : "");
    };
    start.addEventListener("input", tell);
    tell();
  }

  // ---- editing rules: what is wrong is told while one types, and marked at its line
  const editor = document.querySelector(".editor");
  if (editor) {
    const area = editor.elements.text, gutter = editor.querySelector(".gutter"), told = document.getElementById("problems");
    let marked = new Map(), waiting = 0, asked = 0;
    const number = () => {
      const count = area.value.split("\n").length, rows = document.createDocumentFragment();
      for (let n = 1; n <= count; n++) {
        const row = document.createElement("span");
        row.textContent = n;
        if (marked.has(n)) { row.className = marked.get(n) ? "warned" : "wrong-line"; }
        rows.append(row);
      }
      gutter.replaceChildren(rows);
      gutter.scrollTop = area.scrollTop;
    };
    const go = (line) => {
      const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(before, before);
      area.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area).lineHeight));
    };
    const show = (problems) => {
      marked = new Map();
      const list = document.createElement("ol");
      list.className = "problems";
      for (const p of problems) {
        if (p.here) marked.set(p.line, p.warning && marked.get(p.line) !== false);
        const item = document.createElement("li"), link = document.createElement(p.here ? "a" : "code"), kind = document.createElement("b"), said = document.createElement("span");
        link.textContent = p.here ? p.line + ":" + p.column : p.file + ":" + p.line;
        if (p.here) { link.href = "#text"; link.dataset.line = p.line; }
        kind.textContent = p.warning ? editor.dataset.warning : editor.dataset.error;
        if (!p.warning) kind.className = "against";
        said.lang = "en"; said.textContent = p.message + " " + p.hint;
        item.append(link, " ", kind, " ", said);
        list.append(item);
      }
      const nothing = document.createElement("p");
      nothing.className = "nothing"; nothing.textContent = editor.dataset.none;
      told.replaceChildren(problems.length ? list : nothing);
      number();
    };
    const check = () => {
      const mine = ++asked;
      fetch(editor.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(editor)) })
        .then((answer) => answer.ok ? answer.json() : null)
        .then((found) => { if (found && mine === asked) show(found.problems); }, () => {});
    };
    area.addEventListener("input", () => { number(); clearTimeout(waiting); waiting = setTimeout(check, 400); });
    area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
    told.addEventListener("click", (event) => {
      const line = event.target.dataset.line;
      if (line) { event.preventDefault(); go(Number(line)); }
    });
    number();
    check();
  }

  // ---- charts: each picture is replaced by a living one, for the width there is; what fails leaves the picture
  const data = document.getElementById("specs");
  if (data) {
    const specs = JSON.parse(data.textContent);
    const narrow = matchMedia("(max-width: 799px)"), dark = matchMedia("(prefers-color-scheme: dark)");
    const show = (id) => {
      const view = document.getElementById(id).querySelector(".chart"), live = view.querySelector(".live");
      const spec = Object.assign({ datasets: { rows: structuredClone(specs[id].rows) } }, specs[id][narrow.matches ? "narrow" : "wide"]);
      live.hidden = false;
      vegaEmbed(live, spec, { renderer: "svg", actions: false, ast: true, defaultStyle: false,
        tooltip: { theme: dark.matches ? "dark" : "light", disableDefaultStyle: true } })
        .then(() => view.classList.add("alive"), () => { live.hidden = true; });
    };
    const begin = () => {
      const seen = new IntersectionObserver((entries) => {
        for (const e of entries) if (e.isIntersecting) { seen.unobserve(e.target); show(e.target.id); }
      }, { rootMargin: "300px" });
      const all = Object.keys(specs).map((id) => document.getElementById(id)).filter(Boolean);
      all.forEach((figure) => seen.observe(figure));
      narrow.addEventListener("change", () => all.filter((f) => f.querySelector(".alive")).forEach((f) => show(f.id)));
    };
    const script = document.createElement("script");
    script.src = data.dataset.bundle;
    script.onload = begin;
    document.head.append(script);
  }
})();
