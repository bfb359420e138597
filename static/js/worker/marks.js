// Which entries a write has made untrue ("dirty": the server is asked before anything is shown), and
// which somebody else's has made old ("stale": shown, and corrected). Each answer carries the number of
// writes at its request's start; what is marked with a later one may have changed since.

const MOST_MARKS = 400;
const newState = () => ({ epoch: 0, movedAt: 0, all: 0, open: [], marks: {}, hints: {}, uses: {}, counts: {}, toldAt: 0 });

function move(state) {
  state.movedAt = Date.now();
  return (state.epoch += 1);
}

// Before a write is forwarded: everything, as nobody knows yet what it will touch.
function beginWrite(state) {
  state.open.push(move(state));
  return state.epoch;
}

// A redirect hides its headers, and what failed on the way may have been written all the same.
function endWrite(state, mine, answer) {
  move(state);
  state.open = state.open.filter((each) => each !== mine);
  const isHidden = !answer || answer.type === "opaqueredirect" || answer.status >= 500;
  if (isHidden) state.open.push(state.epoch);
  return isHidden ? [] : mark(state, namesOf(answer), state.epoch);
}

// The page behind a redirect says what the write has touched. Of several, nobody knows which.
function endHidden(state, answer) {
  const names = namesOf(answer);
  if (!names.length) return names;
  if (!/; *after-redirect/.test(answer.headers.get("RealSync-Stale"))) return mark(state, names, move(state));
  if (state.open.length === 1) return mark(state, names, state.open.pop());
  state.all = Math.max(state.all, ...state.open);
  state.open = [];
  return names;
}

function namesOf(answer) {
  const [names] = (answer?.headers.get("RealSync-Stale") ?? "").split(";");
  return names.split(/[ ,]+/).filter(Boolean);
}

function mark(state, names, epoch) {
  for (const name of names) state.marks[name] = epoch;
  if (Object.keys(state.marks).length > MOST_MARKS) Object.assign(state, { all: state.epoch, marks: {} });
  return names;
}

function hint(state, { names, at }) {
  for (const name of names) state.hints[name] = at;
  const old = Object.entries(state.hints).sort(([, one], [, other]) => other - one).slice(MOST_MARKS);
  for (const [name] of old) delete state.hints[name];
}

const wide = (tag) => `${tag.split(":")[0]}:*`;
const latest = (marks, tags) => Math.max(0, ...tags.flatMap((tag) => [marks[tag] ?? 0, marks[wide(tag)] ?? 0]));

function isDirty(state, { tags, epoch }) {
  return Math.max(state.all, ...state.open, latest(state.marks, tags)) > epoch;
}

function conditionOf(state, facts) {
  if (isDirty(state, facts)) return "dirty";
  const isOld = Date.now() > facts.at + facts.fresh * 1000 || latest(state.hints, facts.tags) > facts.at;
  return isOld ? "stale" : "fresh";
}
