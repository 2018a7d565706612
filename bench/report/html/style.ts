/** The whole style of a report. No font, picture or sheet is fetched from anywhere. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fcfcfa;--fg:#1c1f24;--dim:#5a616b;--line:#dcdfe3;--card:#fff;--accent:#0b5cad;--warn:#8a3b00;--warnbg:#fff3e6;
--c0:#0b5cad;--c1:#c2410c;--c2:#15803d;--c3:#7e22ce;--c4:#a16207;--c5:#be185d}
@media(prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e6e8eb;--dim:#a3abb5;--line:#343a42;--card:#1b1f25;--accent:#7db8f5;--warn:#ffc38a;--warnbg:#33240f;
--c0:#7db8f5;--c1:#fb9a62;--c2:#6fd08c;--c3:#c9a0f5;--c4:#e2c15b;--c5:#f48fbd}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
main,header,footer{max-width:1080px;margin:0 auto;padding:0 16px}
header{padding-top:24px}h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px}h2{font-size:1.25rem;margin:0 0 8px;line-height:1.3}h3{font-size:1rem;margin:24px 0 8px}
p{margin:4px 0}a{color:var(--accent)}.note,.meta{color:var(--dim);font-size:.875rem;max-width:75ch}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:16px 0;list-style:none}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px;margin:16px 0}
.tag{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:0 10px;font-size:.8rem;font-weight:400;color:var(--dim);vertical-align:2px}
.tag.synthetic,.tag.warn{background:var(--warnbg);color:var(--warn);border-color:transparent}
.scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}.scroll:focus-visible{outline:2px solid var(--accent)}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
thead th{color:var(--dim);font-weight:600;vertical-align:bottom}tbody th{font-weight:500;min-width:7em;max-width:26em}
td{max-width:30em}td.n,th.n{text-align:right;white-space:nowrap}thead th.n{white-space:normal;min-width:5em}td small{display:block;color:var(--dim);font-size:.75rem}
tbody tr:last-child>*{border-bottom:0}tbody th{position:sticky;left:0;background:var(--card)}
details{margin:8px 0}summary{cursor:pointer;color:var(--accent);font-size:.875rem;padding:4px 0}
figure{margin:0}svg{display:block;width:100%;max-width:720px;height:auto}svg text{fill:var(--dim);font-size:13px}svg .axis{fill:var(--fg)}
svg .wide{display:inline}svg .grid{stroke:var(--line);stroke-width:1}svg path{fill:none;stroke:var(--c);stroke-width:2}svg circle,svg .bars rect{fill:var(--c)}
svg .bars text{fill:var(--fg)}svg .whisker{stroke:var(--c);stroke-width:1.5;opacity:.6}svg .bars .whisker{stroke:var(--fg);opacity:.55}
svg .dashed path{stroke-dasharray:6 4}svg.heat rect{fill:var(--c1)}svg.heat text{font-size:11px;fill:var(--fg)}
.s0{--c:var(--c0)}.s1{--c:var(--c1)}.s2{--c:var(--c2)}.s3{--c:var(--c3)}.s4{--c:var(--c4)}.s5{--c:var(--c5)}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;padding:0;margin:4px 0;font-size:.875rem}.legend i{display:inline-block;width:18px;height:3px;background:var(--c);vertical-align:4px;margin-right:6px}
.audio{padding-left:20px}.audio li{margin:12px 0}.audio p{font-size:.875rem;color:var(--dim)}audio{width:100%;max-width:420px;height:40px;margin-top:4px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;font-size:.875rem;margin:8px 0}dt{color:var(--dim)}dd{margin:0}
code{font:.85em ui-monospace,Consolas,monospace}footer{padding:8px 16px 32px;color:var(--dim);font-size:.875rem}
@media(max-width:520px){section{padding:12px;border-radius:8px}main,header,footer{padding-left:10px;padding-right:10px}svg text{font-size:20px}svg .bars text{font-size:19px}svg.heat text{font-size:11px}dl{grid-template-columns:1fr}dt{margin-top:6px}.legend{font-size:.8rem}}
@media print{section{break-inside:avoid;border:0}}
`;
