// A table wider than its page scrolls by itself: the keyboard must be able to reach it.

for (const box of document.querySelectorAll(".admin .results")) {
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", document.querySelector("h1")?.textContent.trim() ?? "");
}
