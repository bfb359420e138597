// Of a page that is drawn before the click, all is ready but its letters: the browser shapes them when they
// are first painted, a fifth of the time from the click to the page. They are painted before, out of sight.

const AT_ONCE = 20; // texts; then a click has its turn

// To the page before (ahead.js).
localStorage.setItem("realsync:drawn", location.href);
localStorage.removeItem("realsync:drawn");

const ink = new OffscreenCanvas(innerWidth, innerHeight).getContext("2d", { willReadFrequently: true });
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const range = document.createRange();

if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
await document.fonts.ready;
for (let n = 1; texts.nextNode() && document.prerendering; n += 1) {
  say(texts.currentNode);
  if (n % AT_ONCE) continue;
  paint();
  await scheduler.yield();
}
paint();

// Where it will be: the shape depends on its place within the pixel, too, and on its colour.
function say(text) {
  range.selectNodeContents(text);
  const { left, top, bottom, width } = range.getBoundingClientRect();
  if (!width || bottom < 0 || top > innerHeight) return;
  const { fontWeight, fontSize, fontFamily, letterSpacing, color } = getComputedStyle(text.parentElement);
  Object.assign(ink, { font: `${fontWeight} ${fontSize} ${fontFamily}`, letterSpacing, fillStyle: color });
  ink.fillText(text.data.trim(), left, bottom);
}

// A canvas that is asked for a pixel paints what it was told.
function paint() {
  ink.getImageData(0, 0, 1, 1);
}
