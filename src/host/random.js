// Fills the bytes by chance. Where `crypto` is missing (an insecure context of
// an old browser) `Math.random` has to do: good enough to keep ids apart, and
// nothing here is a secret.
export function fill(bytes) {
  try {
    crypto.getRandomValues(bytes);
  } catch {
    bytes.forEach((_, place) => (bytes[place] = Math.random() * 256));
  }
}
