// Which records this person opened lately, in the browser's own store: names such as company:42, never
// what they say. Each person has a list of their own; what is shown of it, the server reads anew.

const MOST = 12;
const holder = document.querySelector("[data-palette]");
const key = holder?.dataset.person && `realsync:lately:${holder.dataset.person}`;

export function lately() {
  try {
    return (key && JSON.parse(localStorage.getItem(key))) || [];
  } catch {
    return [];
  }
}

const record = document.querySelector("[data-record]:not([role=option])")?.dataset.record;
if (record && key) {
  try {
    const others = lately().filter((each) => each !== record);
    localStorage.setItem(key, JSON.stringify([record, ...others].slice(0, MOST)));
  } catch {
    // a browser that keeps nothing
  }
}
