// Light, dark or as the system has it: a cookie that the server reads, and an attribute now.

const YEAR = 60 * 60 * 24 * 365;
const root = document.documentElement;
const chosen = () => document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "auto";

function show(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-switch] button");
  if (!button) return;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${button.value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  show(button.value);
});

document.addEventListener("htmx:historyRestore", () => show(chosen()));
addEventListener("pageshow", () => show(chosen()));
show(chosen());
