// What jobs/work/verdicts.py says, without a network. Numbers are compared as whole ones, their point
// moved by twelve places: a float would decide about the last digit by chance.

const PLACES = 12;

export const isNumber = (text) => /^[-+]?\d{1,12}(?:[.,]\d{1,12})?$/.test(text);

export function verdict(rule, value, lower, upper, uncertainty) {
  if (value === "" || (uncertainty === "" && rule !== "simple")) return "";
  const read = whole(value);
  const beyond = [];
  if (lower !== "") beyond.push(whole(lower) - read);
  if (upper !== "") beyond.push(read - whole(upper));
  if (!beyond.length) return "";
  return judged(rule, beyond.reduce((one, other) => (one > other ? one : other)), whole(uncertainty || "0"));
}

const BY_WEIGHT = ["fail", "conditional_fail", "conditional_pass", "pass"];
export const worst = (verdicts) => BY_WEIGHT.find((each) => verdicts.includes(each)) ?? "";

function judged(rule, beyond, u) {
  if (rule === "simple") return beyond <= 0n ? "pass" : "fail";
  if (beyond <= -u) return "pass";
  if (rule === "guard_band") return "fail";
  if (beyond <= 0n) return "conditional_pass";
  return beyond <= u ? "conditional_fail" : "fail";
}

function whole(text) {
  const [units, part = ""] = text.replace(",", ".").replace("+", "").split(".");
  return BigInt(units + part.slice(0, PLACES).padEnd(PLACES, "0"));
}
