// Pages that are kept hold neither token nor key: they are added when something is sent.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, formData } = event.detail;
  if (verb === "get" || !token()) return;
  headers["X-CSRFToken"] = token();
  // Fragments that were fetched side by side may each have brought another one.
  if (formData?.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token());
});

// Before whoever reads the form to send it. Browsers keep pages of secure addresses only.
addEventListener("submit", ({ target: { elements } }) => {
  const { csrfmiddlewaretoken: field, idempotency_key: key } = elements;
  if (field && token()) field.value = token();
  if (key && !key.value) key.value = crypto.randomUUID();
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
