"""What a device seals only the server opens, whichever of its keys was told; a page's own box opens too."""

import json
import shutil
import subprocess

import pytest

from guyub.foundation.identity.domain.boxes import box_key, opened_box, sealed_box
from guyub.foundation.identity.domain.keyring import KeyRing, SealBrokenError

NIK = "3573031205900001"
OLD, BOTH = KeyRing.read("k1:alpha"), KeyRing.read("k2:beta k1:alpha")
# As the page does it, with what each browser has.
PAGE = """
const [text, value] = process.argv.slice(1);
const bytes = (t) => Uint8Array.from(Buffer.from(t, "base64url"));
const curve = { name: "ECDH", namedCurve: "P-256" };
const main = async () => {
  const theirs = await crypto.subtle.importKey("raw", bytes(text), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const met = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", met, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("guyub box v1");
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(value));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  console.log(JSON.stringify(Buffer.concat([point, iv, sealed].map((one) => Buffer.from(one))).toString("base64url")));
};
main();
"""


def test_only_our_keys_open_a_box():
    told = box_key(OLD)
    box = sealed_box(told.public, NIK)
    assert (told.key_id, box_key(BOTH).key_id) == ("k1", "k2")
    assert opened_box(OLD, box) == opened_box(BOTH, box) == NIK
    assert NIK not in box
    assert sealed_box(told.public, NIK) != box


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "x",
        "!" * 200,
        "A" * 200,
        sealed_box(box_key(BOTH).public, NIK),
        sealed_box(box_key(OLD).public, NIK)[:-2],
    ],
)
def test_what_was_changed_or_sealed_for_others_does_not_open(broken):
    with pytest.raises(SealBrokenError):
        opened_box(OLD, broken)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")
def test_a_box_of_the_page_opens():
    told = box_key(OLD)
    made = subprocess.run(
        ["node", "-e", PAGE, told.public, NIK], check=True, capture_output=True, text=True, timeout=30
    )
    assert opened_box(OLD, json.loads(made.stdout)) == NIK
