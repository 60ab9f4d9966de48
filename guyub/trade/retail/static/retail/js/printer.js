// Where a receipt goes: a printer on a cable (Web Serial, USB), the RawBT bridge of Android, the browser's own print, or a message.

/**
 * @typedef {"" | "SERIAL" | "USB" | "RAWBT"} Way
 * @typedef {{ serial?: any, usb?: any, go: (address: string) => void }} Ports
 */

const BAUD = 9600;
const PIECE = 512;

/** @returns {Ports} */
export function portsOf(given = /** @type {any} */ (navigator)) {
  return { serial: given.serial, usb: given.usb, go: address => { location.href = address; } };
}

/** @param {Ports} ports @param {string} agent @returns {Way[]} What this browser can do. */
export function waysOf(ports, agent) {
  /** @type {Way[]} */
  const ways = [];
  if (ports.serial) ways.push("SERIAL");
  if (ports.usb) ways.push("USB");
  if (/Android/.test(agent)) ways.push("RAWBT");
  return ways;
}

/** @param {Uint8Array} bytes The address by which the bridge takes a receipt. */
export function rawbtAddress(bytes) {
  return `rawbt:base64,${btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))}`;
}

/**
 * Print bytes. A port that was allowed once is taken again without asking.
 * @param {Way} way @param {Uint8Array} bytes @param {Ports} ports
 */
export async function printBytes(way, bytes, ports) {
  if (way === "RAWBT") return ports.go(rawbtAddress(bytes));
  if (way === "SERIAL") return printSerial(ports.serial, bytes);
  return printUsb(ports.usb, bytes);
}

/** @param {any} serial @param {Uint8Array} bytes */
async function printSerial(serial, bytes) {
  const [known] = await serial.getPorts();
  const port = known ?? await serial.requestPort();
  await port.open({ baudRate: BAUD });
  try {
    const writer = port.writable.getWriter();
    try {
      for (let at = 0; at < bytes.length; at += PIECE) await writer.write(bytes.slice(at, at + PIECE));
    } finally {
      writer.releaseLock();
    }
  } finally {
    await port.close();
  }
}

/** @param {any} usb @param {Uint8Array} bytes */
async function printUsb(usb, bytes) {
  const [known] = await usb.getDevices();
  const device = known ?? await usb.requestDevice({ filters: [{ classCode: 7 }] });
  await device.open();
  try {
    if (!device.configuration) await device.selectConfiguration(1);
    for (const one of device.configuration.interfaces) {
      const out = one.alternate.endpoints.find((/** @type {any} */ end) => end.direction === "out" && end.type === "bulk");
      if (!out) continue;
      await device.claimInterface(one.interfaceNumber);
      for (let at = 0; at < bytes.length; at += PIECE) await device.transferOut(out.endpointNumber, bytes.slice(at, at + PIECE));
      return await device.releaseInterface(one.interfaceNumber);
    }
    throw new Error("no printer");
  } finally {
    await device.close();
  }
}

/** @param {string} text The address that opens a message which the cashier sends by hand. */
export function messageAddress(text) {
  return `https://wa.me/?text=${encodeURIComponent(text)}`;
}
