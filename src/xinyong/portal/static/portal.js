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
