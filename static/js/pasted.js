// Whether a text names several things, one a line or with commas between, as a spreadsheet copies them.

export const isList = (text) => /[^\s,;][\n\t,;]+\s*[^\s,;]/.test(text.trim());
