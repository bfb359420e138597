// Where a browser reads codes by itself, the camera fills the field: a label, or a barcode of the client's.

const form = document.querySelector("[data-scan]");
const button = form?.querySelector("[data-camera]");
const view = form?.querySelector("video");
const EVERY = 250;

if (button && "BarcodeDetector" in window && navigator.mediaDevices) {
  button.hidden = false;
  button.addEventListener("click", look);
}

async function look() {
  button.disabled = true;
  try {
    const seen = { video: { facingMode: "environment" } };
    view.srcObject = await navigator.mediaDevices.getUserMedia(seen);
    view.hidden = false;
    await view.play();
    read(new window.BarcodeDetector());
  } catch {
    const told = form.querySelector("[data-refused]");
    told.textContent = told.dataset.refused;
    button.hidden = true;
    stop();
  }
}

async function read(detector) {
  if (!view.srcObject) return;
  const [code] = await detector.detect(view).catch(() => []);
  if (!code) return setTimeout(read, EVERY, detector);
  stop();
  form.code.value = code.rawValue;
  form.requestSubmit();
}

function stop() {
  for (const track of view.srcObject?.getTracks() ?? []) track.stop();
  view.srcObject = null;
  view.hidden = true;
}

addEventListener("pagehide", stop);
