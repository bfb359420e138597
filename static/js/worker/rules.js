// What the worker has nothing to do with, and what it may keep.

const OTHERS = /^\/(accounts|admin|ops|freshness|api|live|drafts|exports|static|media|calendar|verify|unsubscribe|i|sw\.js|healthz|readyz|metrics)(\/|$)/;
const PAST = ["/live/*", "/drafts/*", "/static/*"];
// What a page asks for as it hears of a change: it waits for no worker, which may have to begin first.
const AT_ONCE = { requestMode: "same-origin" };
const FILES = /\/(export|file|pdf|paper|preview|tile|labels)\/|\.\w+$/;
const FORMS = /\/(new|edit|bench|import)\//;
const AT_NETWORK = ["no-cache", "no-store", "reload"];

const isOurs = ({ url, mode }) => {
  const { origin, pathname } = new URL(url);
  return origin === location.origin && mode !== AT_ONCE.requestMode && !OTHERS.test(pathname) && !FILES.test(pathname);
};
const isRead = (request) => request.method === "GET" && !FORMS.test(new URL(request.url).pathname) && !request.headers.has("range");

// A page that is read anew, by the button of the browser or by a module, is not shown from here.
const isAskedAnew = ({ cache }) => AT_NETWORK.includes(cache);
const isGone = ({ status, type, redirected }) => [401, 403, 404, 410].includes(status) || type === "opaqueredirect" || redirected;

// Of a 200 that nobody was led to. One with a token, a key or a message does not say that it is fresh.
function mayBeKept({ headers }, person) {
  return (
    headers.has("RealSync-Fresh") &&
    headers.get("RealSync-Person") === person &&
    !/no-store/.test(headers.get("Cache-Control")) &&
    ![...headers.keys()].some((name) => name.startsWith("hx-"))
  );
}
