// Pages that may be kept hold no token: it is added when something is sent.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, formData } = event.detail;
  if (verb === "get" || !token()) return;
  headers["X-CSRFToken"] = token();
  // Fragments that were fetched side by side may each have brought another one.
  if (formData?.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token());
});

// A form marked data-post asks by GET where there is no JavaScript, and acts at once where there is.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("post" in form.dataset) || !token()) return;
  form.method = "post";
  const field = form.elements.csrfmiddlewaretoken ?? document.createElement("input");
  Object.assign(field, { type: "hidden", name: "csrfmiddlewaretoken", value: token() });
  form.append(field);
});
