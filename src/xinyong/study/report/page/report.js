// Replaces each chart's picture by a living one, for the width there is; what fails leaves the picture.
(function () {
  const specs = JSON.parse(document.getElementById("specs").textContent);
  const narrow = matchMedia("(max-width: 799px)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function show(id) {
    const view = document.querySelector("#" + CSS.escape(id) + " .chart");
    const live = view.querySelector(".live");
    const spec = Object.assign({ datasets: { rows: structuredClone(specs[id].rows) } }, specs[id][narrow.matches ? "narrow" : "wide"]);
    live.hidden = false;
    vegaEmbed(live, spec, { renderer: "svg", actions: false, tooltip: { theme: dark.matches ? "dark" : "light" } })
      .then(() => view.classList.add("alive"), () => { live.hidden = true; });
  }
  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) if (e.isIntersecting) { seen.unobserve(e.target); show(e.target.id); }
  }, { rootMargin: "400px" });
  const all = Object.keys(specs).map((id) => document.getElementById(id));
  all.forEach((figure) => seen.observe(figure));
  narrow.addEventListener("change", () => all.filter((f) => f.querySelector(".alive")).forEach((f) => show(f.id)));
})();
