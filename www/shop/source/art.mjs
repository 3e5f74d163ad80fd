// Draws every picture of the shop as SVG text: tins, rolls, tools and rooms.
// Deterministic: the same catalogue gives the same bytes.

/** Mixes a `#rrggbb` colour towards black (negative) or white (positive), -1 to 1. */
export function shade(hex, amount) {
  const target = amount < 0 ? 0 : 255;
  const part = Math.abs(amount);
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return "#" + channels.map((c) => Math.round(c + (target - c) * part).toString(16).padStart(2, "0")).join("");
}

const svg = (width, height, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>\n`;

const stops = (...list) => list.map(([at, colour, opacity = 1]) => `<stop offset="${at}" stop-color="${colour}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ""}/>`).join("");
const across = (id, ...list) => `<linearGradient id="${id}">${stops(...list)}</linearGradient>`;
const down = (id, ...list) => `<linearGradient id="${id}" x2="0" y2="1">${stops(...list)}</linearGradient>`;
const shadow = `<radialGradient id="shadow">${stops([0, "#2a2520", 0.38], [1, "#2a2520", 0])}</radialGradient>`;
const serif = `font-family="Iowan Old Style,Palatino Linotype,Palatino,P052,Georgia,serif"`;
const sans = `font-family="system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif"`;

/** Soft grey backdrop with a shelf, shared by all product pictures (640 × 720). */
const backdrop = `<rect width="640" height="720" fill="url(#wall)"/><path d="M0 590h640v130H0z" fill="url(#shelf)"/>`;
const backdropDefs = down("wall", [0, "#efece6"], [1, "#e2ddd4"]) + down("shelf", [0, "#d8d1c5"], [1, "#e9e4db"]) + shadow;

/** A closed paint tin with a brushed-out sample of its colour behind it. */
export function tin({ hex, name, kind, brand, litres }) {
  const dark = shade(hex, -0.32);
  const label = `<text x="320" y="376" text-anchor="middle" font-size="13" letter-spacing="1.5" ${sans} fill="#5b564e">${escape(brand.toUpperCase())}</text>
<text x="320" y="416" text-anchor="middle" font-size="${name.length > 12 ? 27 : name.length > 10 ? 30 : 36}" ${serif} fill="#2a2926">${escape(name)}</text>
<text x="320" y="446" text-anchor="middle" font-size="15" ${sans} fill="#5b564e">${escape(kind.replace(/ emulsion|, mixed to order/, ""))} · ${litres} l</text>`;
  const defs = backdropDefs
    + across("steel", [0, "#8d8c89"], [0.12, "#d9d8d5"], [0.3, "#f6f5f3"], [0.55, "#c9c7c3"], [0.82, "#a3a19d"], [1, "#75736f"])
    + across("band", [0, dark], [0.14, hex], [0.32, shade(hex, 0.16)], [0.6, hex], [0.86, shade(hex, -0.16)], [1, dark])
    + across("paper", [0, "#d8d3c9"], [0.2, "#f6f3ec"], [0.6, "#f3efe7"], [1, "#cfc9bd"]);
  const stroke = `<path d="M64 206c40-34 96-14 148-30 70-20 120-14 190-28 52-10 120-2 176-16-10 24 6 34-4 54 12 18-8 30 4 52-8 20 8 36-8 56 6 22-14 34-6 56-130 18-340 26-492 12-10-22 6-34-4-54 12-20-8-30 4-50-10-18 2-36-8-52z" fill="${hex}"/>
<path d="M84 232c150-20 330-30 470-34M80 276c160-10 330-30 486-28M86 322c150 0 330-20 470-22" fill="none" stroke="${shade(hex, 0.14)}" stroke-width="5" stroke-linecap="round" opacity=".55"/>
<path d="M90 254c160-16 300-22 450-30M96 300c140-8 310-16 440-24" fill="none" stroke="${dark}" stroke-width="3" stroke-linecap="round" opacity=".22"/>`;
  const body = `<ellipse cx="330" cy="606" rx="210" ry="30" fill="url(#shadow)"/>
<path d="M184 286C150 190 230 96 320 96s170 94 136 190" fill="none" stroke="#8d8b87" stroke-width="7"/>
<path d="M184 286C150 190 230 96 320 96s170 94 136 190" fill="none" stroke="#e8e6e2" stroke-width="2"/>
<path d="M170 262v318c0 22 68 38 150 38s150-16 150-38V262z" fill="url(#steel)"/>
<path d="M170 300v240c0 22 68 38 150 38s150-16 150-38V300c0 22-68 38-150 38s-150-16-150-38z" fill="url(#band)"/>
<path d="M204 334c34 7 74 11 116 11s82-4 116-11v134c-34 7-74 11-116 11s-82-4-116-11z" fill="url(#paper)"/>
${label}
<circle cx="184" cy="292" r="11" fill="#b9b7b3"/><circle cx="456" cy="292" r="11" fill="#8b8985"/>
<ellipse cx="320" cy="262" rx="154" ry="38" fill="#a9a7a3"/><ellipse cx="320" cy="257" rx="152" ry="37" fill="#e4e2de"/>
<ellipse cx="320" cy="259" rx="134" ry="30" fill="#bdbbb7"/><ellipse cx="320" cy="262" rx="130" ry="27" fill="#d8d6d2"/>
<path d="M200 254c30-18 80-26 140-24" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".7"/>`;
  return svg(640, 720, `<defs>${defs}</defs>${backdrop}${stroke}${body}`);
}

const patterns = {
  leaf: (bg, ink) => `<pattern id="print" width="90" height="120" patternUnits="userSpaceOnUse"><rect width="90" height="120" fill="${bg}"/><g fill="${ink}"><path d="M24 58c-14-8-16-24-8-38 14 8 18 24 8 38z"/><path d="M26 62c2-14 14-22 28-20-2 14-14 22-28 20z" opacity=".7"/><path d="M70 116c-14-8-16-24-8-38 14 8 18 24 8 38z" opacity=".85"/><path d="M68 118c-14 0-24-8-26-22 14 0 24 8 26 22z" opacity=".6"/></g><path d="M20 30c2 16 4 26 8 44M66 88c2 12 4 20 6 32M72 0c1 5 2 8 4 12" fill="none" stroke="${ink}" stroke-width="1.6"/></pattern>`,
  herringbone: (bg, ink) => `<pattern id="print" width="32" height="20" patternUnits="userSpaceOnUse"><rect width="32" height="20" fill="${bg}"/><path d="M0 16 16 0l16 16M0 26 16 10l16 16M0 6 6 0m20 0 6 6" fill="none" stroke="${ink}" stroke-width="2.6"/></pattern>`,
  waves: (bg, ink) => `<pattern id="print" width="120" height="80" patternUnits="userSpaceOnUse"><rect width="120" height="80" fill="${bg}"/><g fill="none" stroke="${ink}" stroke-width="1.8" opacity=".8"><path d="M0 20c20-14 40-14 60 0s40 14 60 0M0 30c20-14 40-14 60 0s40 14 60 0M0 60c20 14 40 14 60 0s40-14 60 0M0 70c20 14 40 14 60 0s40-14 60 0"/><path d="M22 46c8-7 22-7 30 0z" fill="${ink}"/><path d="M84 48c6-5 14-5 20 0z" fill="${ink}"/></g></pattern>`,
  stripe: (bg, ink) => `<pattern id="print" width="96" height="40" patternUnits="userSpaceOnUse"><rect width="96" height="40" fill="${bg}"/><g fill="${ink}"><path d="M4 0h14v40H4zM30 0h6v40h-6zM48 0h22v40H48zM82 0h4v40h-4z" opacity=".75"/></g></pattern>`,
};

/** A roll of wallpaper with one length hanging behind it. */
export function roll({ hex, ink, pattern }) {
  const defs = backdropDefs + patterns[pattern](hex, ink)
    + across("round", [0, "#000", 0.34], [0.2, "#fff", 0.1], [0.4, "#fff", 0.3], [0.7, "#000", 0.06], [1, "#000", 0.42])
    + down("fold", [0, "#000", 0], [0.9, "#000", 0.04], [1, "#000", 0.16]);
  const body = `<path d="M96 0h310v470H96z" fill="#000" opacity=".07" transform="translate(8 6)"/><path d="M96 0h310v470H96z" fill="url(#print)"/><path d="M96 0h310v470H96z" fill="url(#fold)"/>
<ellipse cx="420" cy="640" rx="170" ry="26" fill="url(#shadow)"/>
<g transform="translate(330 0)"><path d="M0 216v406c0 14 42 24 86 24s86-10 86-24V216z" fill="url(#print)"/><path d="M0 216v406c0 14 42 24 86 24s86-10 86-24V216z" fill="url(#round)"/>
<ellipse cx="86" cy="216" rx="86" ry="24" fill="#f4f1ea"/><ellipse cx="86" cy="216" rx="70" ry="19" fill="none" stroke="#d5cfc3" stroke-width="2"/><ellipse cx="86" cy="216" rx="52" ry="14" fill="none" stroke="#d5cfc3" stroke-width="2"/><ellipse cx="86" cy="216" rx="32" ry="8.500" fill="#8d8679"/>
<path d="M0 440c0 14 42 24 86 24s86-10 86-24v76c0 14-42 24-86 24S0 530 0 516z" fill="#f6f3ec"/><path d="M0 440c0 14 42 24 86 24s86-10 86-24v76c0 14-42 24-86 24S0 530 0 516z" fill="url(#round)" opacity=".6"/>
<text x="86" y="498" text-anchor="middle" font-size="19" ${serif} fill="#2a2926">Strandgatan</text><text x="86" y="520" text-anchor="middle" font-size="12" letter-spacing="2" ${sans} fill="#5b564e">10.05 × 0.53 M</text></g>`;
  return svg(640, 720, `<defs>${defs}</defs>${backdrop}${body}`);
}

const wood = across("wood", [0, "#8a6239"], [0.3, "#c79a68"], [0.7, "#b4854f"], [1, "#80582f"]);
const metal = across("metal", [0, "#8d8c89"], [0.3, "#efeeec"], [0.7, "#bcbab6"], [1, "#797773"]);
const toolArt = {
  brush: () => `<ellipse cx="320" cy="622" rx="120" ry="18" fill="url(#shadow)"/><path d="M296 92c0-26 48-26 48 0l-6 120c-2 30 32 40 46 62H256c14-22 48-32 46-62z" fill="url(#wood)"/><circle cx="320" cy="104" r="9" fill="#e5e0d7"/><path d="M250 274h140v96H250z" fill="url(#metal)"/><path d="M250 292h140M250 352h140" stroke="#6d6b67" stroke-width="2"/><circle cx="270" cy="322" r="4" fill="#6d6b67"/><circle cx="370" cy="322" r="4" fill="#6d6b67"/><path d="M252 370h136l6 200c1 14-18 40-74 44-56-4-75-30-74-44z" fill="#d9c7a7"/><path d="M268 372l-8 210M290 372l-6 226M312 372l-2 238M334 372l2 238M356 372l8 222M376 372l8 200" stroke="#b49c74" stroke-width="2.500"/><path d="M249 520h142l3 50c1 14-18 40-74 44-56-4-75-30-74-44z" fill="#6f7f68"/><path d="M249 520c22 12 46-8 70 4s48-10 72-4z" fill="#5d6c57"/>`,
  roller: () => `<path d="M92 520h330l-22 92c-2 8-8 12-16 12H136c-8 0-14-4-16-12z" fill="url(#metal)"/><path d="M104 532h306l-10 40H116z" fill="#8fa3ad"/><ellipse cx="257" cy="630" rx="190" ry="16" fill="url(#shadow)"/><path d="M486 250V360H400v74" fill="none" stroke="#77756f" stroke-width="11" stroke-linejoin="round"/><path d="M382 430h36l-6 160c0 10-24 10-24 0z" fill="url(#wood)"/><rect x="130" y="190" width="330" height="118" rx="30" fill="#e9e5dc"/><rect x="130" y="190" width="330" height="118" rx="30" fill="url(#pile)"/><rect x="456" y="226" width="34" height="46" rx="6" fill="#8d8b87"/><path d="M150 300c10 40 22 10 34 44s24-10 36 6 20 32 34-6 30 10 44-24 40 10 60-20H150z" fill="#8fa3ad" opacity=".9"/>`,
  tape: () => `<ellipse cx="330" cy="600" rx="210" ry="26" fill="url(#shadow)"/><path d="M150 470c0-60 76-100 170-100s170 40 170 100v60c0 60-76 76-170 76s-170-16-170-76z" fill="#6d897a"/><path d="M150 470c0-60 76-100 170-100s170 40 170 100v60c0 60-76 76-170 76s-170-16-170-76z" fill="url(#sheen)"/><ellipse cx="320" cy="470" rx="170" ry="92" fill="#8fab9c"/><g fill="none" stroke="#7f9b8c" stroke-width="2"><ellipse cx="320" cy="470" rx="158" ry="85"/><ellipse cx="320" cy="470" rx="146" ry="78"/><ellipse cx="320" cy="470" rx="134" ry="71"/></g><ellipse cx="320" cy="470" rx="118" ry="62" fill="#e9dfcc"/><ellipse cx="320" cy="476" rx="104" ry="52" fill="#c9bda6"/><path d="M216 476c0 30 46 52 104 52s104-22 104-52c-10 24-50 40-104 40s-94-16-104-40z" fill="#e2ddd4"/><path d="M490 480c40-120 20-260-30-360l-70 20c50 90 72 200 60 280" fill="#8fab9c"/><path d="M460 120l-70 20 14-26 20 8 12-20z" fill="#7f9b8c"/>`,
  kit: () => `<ellipse cx="320" cy="612" rx="230" ry="20" fill="url(#shadow)"/><rect x="90" y="170" width="300" height="120" rx="12" fill="#a9766b"/><rect x="90" y="250" width="300" height="40" rx="8" fill="#ded6c8"/><path d="M120 196h240" stroke="#bd8d82" stroke-width="8" stroke-linecap="round"/><rect x="120" y="380" width="120" height="44" rx="20" fill="url(#wood)"/><path d="M180 424v40h120v30" fill="none" stroke="#77756f" stroke-width="9"/><rect x="284" y="490" width="34" height="120" rx="14" fill="url(#wood)"/><path d="M470 120v300" stroke="#6d6b67" stroke-width="3"/><path d="M470 420l22 50-22 90-22-90z" fill="url(#metal)"/><circle cx="470" cy="112" r="12" fill="#a9766b"/><path d="M366 330h44l10 240c0 12-64 12-64 0z" fill="#4a5a64"/><path d="M370 330l4-60 32-20v80z" fill="url(#metal)"/><path d="M380 380h20v110h-20z" fill="#394750"/>`,
};

/** One hand tool on the shelf. */
export function tool({ art }) {
  const defs = backdropDefs + wood + metal
    + down("pile", [0, "#fff", 0.5], [0.5, "#fff", 0], [1, "#000", 0.22])
    + across("sheen", [0, "#000", 0.3], [0.3, "#fff", 0.2], [0.7, "#000", 0], [1, "#000", 0.35]);
  return svg(640, 720, `<defs>${defs}</defs>${backdrop}${toolArt[art]()}`);
}

/** A flat sample of the colour or print. */
export function swatch({ hex, ink, pattern }) {
  if (pattern) return svg(640, 400, `<defs>${patterns[pattern](hex, ink)}</defs><rect width="640" height="400" fill="url(#print)"/>`);
  const light = `<defs><linearGradient id="light" y2="1">${stops([0, "#fff", 0.16], [0.5, "#fff", 0], [1, "#000", 0.12])}</linearGradient></defs>`;
  return svg(640, 400, `${light}<rect width="640" height="400" fill="${hex}"/><rect width="640" height="400" fill="url(#light)"/>`);
}

const plant = (x, y, leaf) => `<g transform="translate(${x} ${y})"><g fill="none" stroke="${shade(leaf, -0.25)}" stroke-width="4"><path d="M0 0C-6-70-40-110-70-150M0 0C0-80 6-150 10-220M0 0c10-70 40-110 76-150M0 0c-10-50-50-60-86-66M0 0c14-50 50-60 88-60"/></g><g fill="${leaf}"><path d="M-70-150c-34-10-46-44-38-74 30 8 50 40 38 74zM10-220c-26-24-22-62 0-84 22 24 22 62 0 84zM76-150c34-8 48-42 42-72-32 6-54 38-42 72zM-86-66c-24 20-58 14-76-8 22-20 56-16 76 8zM88-60c22 22 58 18 76-4-22-20-56-18-76 4z"/><path d="M-34-94c-26 0-42-24-42-48 26 2 44 24 42 48zM40-96c26-2 42-26 40-50-26 4-44 26-40 50zM4-130c-20-14-22-42-8-62 18 16 22 42 8 62z" opacity=".85"/></g><path d="M-46 0h92l-12 92c-1 8-6 12-14 12h-40c-8 0-13-4-14-12z" fill="#e4ddd0"/><path d="M20 0h26l-12 92c-1 8-6 12-14 12H4z" fill="#000" opacity=".08"/></g>`;

const scenes = {
  living: (hex) => `<g transform="translate(-150 0)"><rect x="770" y="110" width="210" height="270" rx="2" fill="#f4f0e8"/><rect x="770" y="110" width="210" height="270" fill="none" stroke="#a5835a" stroke-width="9"/><path d="M806 330c20-60 60-40 70-100 12 60 46 50 66 100z" fill="${shade(hex, -0.3)}"/><circle cx="905" cy="190" r="26" fill="#c99a6b"/></g>
<ellipse cx="560" cy="742" rx="480" ry="44" fill="#e8e1d3"/><ellipse cx="560" cy="742" rx="430" ry="36" fill="none" stroke="#cfc5b2" stroke-width="4"/>
<ellipse cx="520" cy="690" rx="360" ry="22" fill="url(#shadow)"/><g fill="#efe9de"><path d="M210 470c0-22 18-40 40-40h540c22 0 40 18 40 40v130H210z"/><path d="M170 520c0-22 16-38 38-38s38 16 38 38v150h-76zM794 520c0-22 16-38 38-38s38 16 38 38v150h-76z" fill="#e2dacb"/><rect x="240" y="560" width="560" height="86" rx="16" fill="#f6f1e8"/><path d="M520 562v84" stroke="#d8cfbf" stroke-width="3"/><path d="M240 640h560v30H240z" fill="#dcd3c3"/></g><path d="M196 670v30M846 670v30" stroke="#8a6239" stroke-width="12"/>
<rect x="276" y="470" width="110" height="100" rx="16" fill="#c99a6b" transform="rotate(-8 331 520)"/><rect x="664" y="470" width="106" height="100" rx="16" fill="${shade(hex, -0.34)}" transform="rotate(7 717 520)"/>
<path d="M1010 700V300" stroke="#3a3733" stroke-width="6"/><ellipse cx="1010" cy="704" rx="54" ry="10" fill="#3a3733"/><path d="M950 300l28-96h64l28 96z" fill="#f7eeda"/><ellipse cx="1010" cy="300" rx="150" ry="150" fill="url(#glow)"/>${plant(1112, 610, "#5f7358")}
<path d="M430 720h190v10H430z" fill="#b4854f"/><path d="M450 730l-8 46M600 730l8 46" stroke="#8a6239" stroke-width="7"/><path d="M500 690h40l-4 30h-32z" fill="#f4f0e8"/>`,
  dining: (hex) => `<path d="M600 0v210" stroke="#2f2d2a" stroke-width="4"/><path d="M500 290c0-56 44-92 100-92s100 36 100 92z" fill="#f2eadb"/><ellipse cx="600" cy="290" rx="100" ry="12" fill="#fff7e2"/><ellipse cx="600" cy="330" rx="260" ry="180" fill="url(#glow)"/>
<g><rect x="120" y="150" width="150" height="190" fill="#f4f0e8" stroke="#a5835a" stroke-width="7"/><path d="M150 300c10-50 30-80 44-110 14 40 34 60 50 110z" fill="${shade(hex, -0.28)}"/><rect x="300" y="190" width="110" height="150" fill="#f4f0e8" stroke="#a5835a" stroke-width="7"/><circle cx="355" cy="262" r="30" fill="#c99a6b"/></g>
<ellipse cx="600" cy="740" rx="420" ry="26" fill="url(#shadow)"/><path d="M250 520h700v26H250z" fill="#c79a68"/><path d="M250 540h700v10H250z" fill="#8a6239"/><path d="M300 550l-22 190M900 550l22 190" stroke="#a97c4b" stroke-width="18"/>
<g fill="none" stroke="#3f3a34" stroke-width="10" stroke-linecap="round"><path d="M160 440c-8 60-4 110 4 160h120M164 600l-14 146M280 600l14 146"/><path d="M1040 440c8 60 4 110-4 160H916M1036 600l14 146M920 600l-14 146"/></g>
<path d="M560 520c-22 0-34-20-34-48h120c0 28-12 48-34 48z" fill="${shade(hex, hex > "#b" ? -0.3 : 0.35)}"/><g fill="#c9853f"><circle cx="560" cy="464" r="20"/><circle cx="598" cy="456" r="22"/><circle cx="630" cy="466" r="18"/></g>
<path d="M740 520v-66c0-14 36-14 36 0v66z" fill="#f4f0e8"/><path d="M758 450c-2-60-30-80-44-104M758 450c2-70 14-90 30-124" fill="none" stroke="#5f7358" stroke-width="4"/><g fill="#6f8466"><ellipse cx="714" cy="344" rx="12" ry="24" transform="rotate(-30 714 344)"/><ellipse cx="790" cy="322" rx="12" ry="26" transform="rotate(24 790 322)"/><ellipse cx="738" cy="392" rx="10" ry="20" transform="rotate(-50 738 392)"/><ellipse cx="772" cy="384" rx="10" ry="20" transform="rotate(50 772 384)"/></g>
<rect x="960" y="120" width="130" height="14" fill="#b4854f"/><path d="M978 120V76h30v44zM1016 120V92h18v28zM1044 120c0-34 30-34 30 0z" fill="#efe9de"/>`,
  hall: (hex) => `<path d="M120 240h560v16H120z" fill="#c79a68"/><g stroke="#a97c4b" stroke-width="12" stroke-linecap="round"><path d="M170 262v34M300 262v34M430 262v34M560 262v34"/></g>
<path d="M296 290c-40 10-64 40-66 100l-12 160h160l-12-160c-2-60-30-90-70-100z" fill="#d9cbb2"/><path d="M298 300v246" stroke="#bfae92" stroke-width="4"/><path d="M560 290c-50 30-60 120-64 200h116c-4-90-8-170-52-200z" fill="${shade(hex, -0.38)}"/><path d="M150 300c0-20 40-20 40 0l22 70h-84z" fill="#efe6d2"/><ellipse cx="170" cy="370" rx="56" ry="12" fill="#e1d5bb"/>
<ellipse cx="400" cy="742" rx="330" ry="24" fill="url(#shadow)"/><path d="M110 610h580v24H110z" fill="#c79a68"/><path d="M110 630h580v8H110z" fill="#8a6239"/><path d="M150 636v104M650 636v104" stroke="#a97c4b" stroke-width="18"/><rect x="430" y="566" width="150" height="44" rx="18" fill="#efe9de"/><path d="M200 742c0-30 6-60 6-60h34c0 24 6 34 40 40 8 2 8 20 8 20zM300 742c0-30 6-60 6-60h34c0 24 6 34 40 40 8 2 8 20 8 20z" fill="#4a3b2e"/>
<g><rect x="800" y="150" width="270" height="600" fill="#f1ece2"/><rect x="800" y="150" width="270" height="600" fill="none" stroke="#dfd7c8" stroke-width="10"/><path d="M836 190h86v220h-86zM948 190h86v220h-86zM836 450h86v250h-86zM948 450h86v250h-86z" fill="none" stroke="#d8cfbe" stroke-width="6"/><circle cx="1042" cy="470" r="11" fill="#a5835a"/></g>${plant(748, 650, "#5f7358")}`,
};

/** A furnished room with the product on the wall (1200 × 800). */
export function room({ hex, ink, pattern, scene }) {
  const planks = Array.from({ length: 9 }, (_, at) => `<path d="M${at * 165 - 160} 800 ${at * 140 + 40} 690" stroke="#a8865c" stroke-width="2" opacity=".5"/>`).join("");
  const defs = (pattern ? patterns[pattern](hex, ink) : "") + shadow
    + `<linearGradient id="light" x1="0" y1="0" x2="1" y2="1">${stops([0, "#fff", 0.26], [0.45, "#fff", 0], [1, "#000", 0.16])}</linearGradient>`
    + down("floor", [0, "#b8935f"], [1, "#cfae80"])
    + `<radialGradient id="glow">${stops([0, "#fff0c8", 0.5], [1, "#fff0c8", 0])}</radialGradient>`;
  const shell = `<rect width="1200" height="700" fill="${pattern ? "url(#print)" : hex}"/><rect width="1200" height="700" fill="url(#light)"/><path d="M0 690h1200v110H0z" fill="url(#floor)"/>${planks}<path d="M0 656h1200v36H0z" fill="#f1ece2"/><path d="M0 690h1200v4H0z" fill="#000" opacity=".18"/><path d="M60 0h220L120 656H-100z" fill="#fff" opacity=".07"/><path d="M360 0h120L320 656H200z" fill="#fff" opacity=".06"/>`;
  return svg(1200, 800, `<defs>${defs}</defs>${shell}${scenes[scene](hex)}`);
}

/** The shop's mark, a brush stroke in a rounded square. */
export const favicon = svg(64, 64, `<rect width="64" height="64" rx="14" fill="#2f4a4d"/><path d="M14 40c8-14 26-20 36-22-2 6 0 8-3 12 3 4-2 8-1 12-10 4-24 6-32 4 1-2-1-4 0-6z" fill="#e6ded0"/><path d="M18 40c10-8 18-11 28-14" fill="none" stroke="#b9a88d" stroke-width="2" stroke-linecap="round"/>`);

export function escape(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
