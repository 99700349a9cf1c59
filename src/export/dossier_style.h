// The style sheet of the dossier's page: readable on paper, on a telephone, in the dark and with
// large letters. Colours keep a contrast of at least 4.5 to 1 (WCAG 2.1, AA).
#pragma once

#include <string_view>

namespace letopis::exporting {

inline constexpr std::string_view kDossierStyle = R"css(
:root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1b1b1a;--soft:#5a5a56;--line:#d9d8d2;--link:#114f8f;--mark:#ffe9a3;--here:#ffc94a;--plan:#7a4b00;--box:#f4f3ee}
@media (prefers-color-scheme:dark){:root{--paper:#161615;--ink:#e9e8e3;--soft:#a9a8a1;--line:#3a3935;--link:#8fbcf2;--mark:#564500;--here:#8a6a00;--plan:#e8b765;--box:#20201e}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;max-width:54rem;padding:1rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 "PT Serif",Georgia,"Noto Serif","DejaVu Serif",serif;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.3rem;line-height:1.25;margin:2.2rem 0 .3rem;padding-top:.6rem;border-top:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.2rem 0 .2rem}
h2 small{font-weight:normal;color:var(--soft)}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
p.note,p.about{color:var(--soft);margin:.2rem 0 .6rem}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
nav ul{list-style:none;margin:.5rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem}
ol.lines,ul.who{list-style:none;margin:0;padding:0}
ol.lines>li{padding:.45rem 0;border-bottom:1px solid var(--line)}
li:target{background:var(--box);outline:.4rem solid var(--box)}
.when{color:var(--soft);white-space:nowrap}
.line .actor{color:inherit;text-decoration-color:var(--line)}
.note-piece{color:var(--plan);font-style:italic}
details>summary{color:var(--soft);font-size:.875rem;cursor:pointer}
blockquote{margin:.4rem 0 .6rem;padding:.5rem .8rem;border-left:3px solid var(--line);background:var(--box)}
blockquote,.text{unicode-bidi:isolate;white-space:pre-line}
.foot{font-size:.875rem;color:var(--soft);margin:.2rem 0}
code{font:.8125rem ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
mark{background:var(--mark);color:inherit;padding:.05em 0}
mark:target,mark:target mark{background:var(--here)}
.dim{color:var(--soft)}
.text{padding:.5rem .8rem;background:var(--box)}
article{border-bottom:1px solid var(--line);padding:.3rem 0}
article summary{font-size:1rem;color:inherit}
ul.who>li{padding:.35rem 0;border-bottom:1px solid var(--line)}
ul.who ul{margin:.1rem 0;padding-left:1.2rem}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--mark:#eee;--box:#fff;--plan:#000}body{max-width:none;padding:0;font-size:10pt}nav,.skip,.jump{display:none}ol.lines>li,ul.who>li{break-inside:avoid}a{text-decoration:none}mark{text-decoration:underline}h2,h3{break-after:avoid}}
)css";

}  // namespace letopis::exporting
