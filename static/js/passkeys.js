// A form with data-passkey asks the browser for a passkey and sends what it answers.

const form = document.querySelector("form[data-passkey]");
const says = form?.querySelector("[data-passkey-says]");

// A passkey belongs to a name: at an address of numbers, 127.0.0.1 for one, there is none.
const sentences = {
  InvalidStateError: says?.dataset.known,
  SecurityError: says?.dataset.address,
};

if (form && !window.PublicKeyCredential && says.dataset.none) say(says.dataset.none);

form?.addEventListener("submit", async (event) => {
  if (form.elements.credential.value) return;
  event.preventDefault();
  if (!window.PublicKeyCredential) return;
  try {
    form.elements.credential.value = JSON.stringify(await answer(form.dataset.passkey));
    form.submit();
  } catch (error) {
    say(sentences[error.name] || says.dataset.passkeySays);
  }
});

async function answer(kind) {
  const publicKey = await options(form.dataset.passkeyFrom);
  if (kind === "create") return created(await navigator.credentials.create({ publicKey: creation(publicKey) }));
  return shown(await navigator.credentials.get({ publicKey: request(publicKey) }));
}

// The page holds the options; the sign-in page asks for them, since only some sign in this way.
async function options(address) {
  if (!address) {
    const { creation_options, request_options } = JSON.parse(
      document.getElementById("passkey-options").textContent,
    );
    return (creation_options ?? request_options).publicKey;
  }
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).request_options.publicKey;
}

function creation(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials?.map(withBytes),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "preferred",
      requireResidentKey: false,
    },
  };
}

function request(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: options.allowCredentials?.map(withBytes),
  };
}

function created(credential) {
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    ...described(credential),
    response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) },
  };
}

function shown(credential) {
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    ...described(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function described(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function withBytes(descriptor) {
  return { ...descriptor, id: bytes(descriptor.id) };
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(sentence) {
  says.hidden = false;
  says.textContent = sentence;
}
