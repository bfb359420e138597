// Nobody is signed in: what the lists of a former person have left in this tab goes with them.

const TAB = "realsync:tab"; // says only which tab this is

for (const key of Object.keys(sessionStorage)) {
  if (!key.startsWith(TAB)) sessionStorage.removeItem(key);
}
