// Light or dark: what the address of a frame says, or the visitor's choice; else the system's. A classic script, so that nothing is drawn twice.

(() => {
  const root = document.documentElement;
  // In a frame the storage may be out of reach, and is not asked.
  const embedded = root.classList.contains("embedded");
  const kept = embedded ? new URLSearchParams(location.search).get("theme") : localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme")?.addEventListener("click", () => {
      const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      root.dataset.theme = now === "dark" ? "light" : "dark";
      localStorage.setItem("theme", root.dataset.theme);
      dispatchEvent(new Event("themechange"));
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dispatchEvent(new Event("themechange")));
  });
})();
