// Pages that are kept hold neither token nor key: they are added when something is sent.

export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// What a module sends by itself. An answer that leads elsewhere is not followed: it is a sign-in.
export function post(address, fields, more = {}) {
  return fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token() },
    body: new URLSearchParams(fields),
    redirect: "manual",
    ...more,
  });
}

// crypto.randomUUID is for secure addresses only.
export function uuid() {
  const digit = () => crypto.getRandomValues(new Uint8Array(1))[0];
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (each) => (each ^ (digit() & (15 >> (each / 4)))).toString(16));
}

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, formData } = event.detail;
  if (verb === "get" || !token()) return;
  headers["X-CSRFToken"] = token();
  // Fragments that were fetched side by side may each have brought another one.
  if (formData?.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token());
});

// Before whoever reads the form to send it.
addEventListener("submit", ({ target: { elements } }) => {
  const { csrfmiddlewaretoken: field, idempotency_key: key } = elements;
  if (field && token()) field.value = token();
  if (key && !key.value) key.value = uuid();
}, true);

// A form marked data-post asks by GET where there is no JavaScript, and acts at once where there is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("post" in form.dataset) || !token()) return;
  form.method = "post";
  const field = form.elements.csrfmiddlewaretoken ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
  form.append(field);
});
