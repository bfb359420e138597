// A random name, version 4. crypto.randomUUID is for secure addresses only.

export function uuid() {
  const digit = () => crypto.getRandomValues(new Uint8Array(1))[0];
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (each) => (each ^ (digit() & (15 >> (each / 4)))).toString(16));
}
