// Private to page.c: the one style sheet, which every document carries. Read it as CSS.
//
// Screen and paper share it. On paper: A4, heads of tables on every sheet, no row cut in two, page numbers where the
// browser has margin boxes; policy and results lie on their side. Colours pass 4.5:1; none carries meaning alone.
#ifndef JX_PUBLISH_STYLE_H
#define JX_PUBLISH_STYLE_H

#define JX_STYLE                                                                                                       \
    "*{box-sizing:border-box}"                                                                                         \
    "html{-webkit-text-size-adjust:100%}"                                                                              \
    "body{margin:0 auto;padding:20px 24px 56px;max-width:1180px;color:#1a1a1a;background:#fff;"                        \
    "font:16px/1.75 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,'宋体',serif}"                          \
    "h1,h2,h3,h4,th,caption,.verdict,nav,.tag{font-family:'Noto Sans CJK SC','Source Han Sans SC','PingFang SC',"      \
    "'Microsoft YaHei',SimHei,'黑体',sans-serif}"                                                                        \
    "h1{font-size:28px;line-height:1.4;text-align:center;margin:28px 0 6px;font-weight:700}"                           \
    ".under{text-align:center;color:#4d4d4d;margin:0 0 20px}"                                                          \
    "h2{font-size:21px;margin:40px 0 12px;padding-bottom:6px;border-bottom:2px solid #8c1d18}"                         \
    "h3{font-size:18px;margin:28px 0 8px}h4{font-size:16px;margin:18px 0 6px}"                                         \
    "p{margin:0 0 8px}a{color:#0b4f9e}a.cite{text-decoration:none;border-bottom:1px dotted #0b4f9e}"                   \
    "q{quotes:none}"                                                                                                   \
    "header.bar{display:flex;flex-wrap:wrap;gap:4px 20px;justify-content:space-between;font-size:14px;"                \
    "border-bottom:1px solid #bfbfbf;padding-bottom:8px;color:#4d4d4d}"                                                \
    "footer{margin-top:48px;border-top:1px solid #bfbfbf;padding-top:8px;font-size:13px;color:#4d4d4d;"                \
    "overflow-wrap:anywhere}"                                                                                          \
    ".skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:#fff;padding:6px}"                    \
    ".assumed{color:#a3000b;font-weight:700}"                                                                          \
    ".notice{border:2px solid #a3000b;padding:8px 14px;margin:16px 0;text-align:center;font-weight:700;"               \
    "color:#a3000b}"                                                                                                   \
    ".wide{overflow-x:auto;margin:8px 0 14px}"                                                                         \
    "table{border-collapse:collapse;width:100%;font-size:15px;line-height:1.55}"                                       \
    "th,td{border:1px solid #8f8f8f;padding:5px 8px;text-align:left;"                                                  \
    "vertical-align:top;overflow-wrap:break-word}"                                                                     \
    "thead th{background:#f0efe9}th{font-weight:600}th[scope=row]{min-width:3.2em}"                                    \
    "caption{text-align:left;font-weight:600;padding:4px 0}"                                                           \
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"                                 \
    "td.result,th.result{background:#faf8f0}tr.total td,tr.total th{background:#f0efe9;font-weight:700}"               \
    "td.basis{min-width:11em}td b,.formula b{font-weight:600}"                                                         \
    "code{display:block;font:13px/1.5 ui-monospace,Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;color:#595959}"    \
    ".formula{margin:4px 0;padding-left:1.2em;text-indent:-1.2em}"                                                     \
    ".open{color:#8a4b00}.quiet{color:#595959}.small{font-size:14px}"                                                  \
    ".verdict{font-weight:600;white-space:nowrap}.verdict.yes{color:#1d6b1d}.verdict.no{color:#595959}"                \
    ".verdict.needs_data{color:#8a4b00}.verdict.pending{color:#0b4f9e}.verdict.manual{color:#a3000b}"

#define JX_STYLE_PARTS                                                                                                 \
    "mark{background:#fff3c4;color:inherit;border-bottom:1px solid #c9a227}"                                           \
    ".place{scroll-margin-top:40px}.place:target+mark,.place:target~.place+mark:first-of-type{background:#ffd24d}"     \
    "tr:target>*{background:#fff3c4}"                                                                                  \
    ".clause{display:grid;grid-template-columns:minmax(0,4fr) minmax(0,8fr);gap:8px 28px;padding:18px 0;"              \
    "border-bottom:1px solid #d9d9d9}"                                                                                 \
    ".words{border-left:3px solid #8c1d18;padding-left:14px}.words h3,.rules h3{margin-top:0}"                         \
    ".words p{text-indent:2em;text-align:justify}.across{grid-column:1/-1}"                                            \
    "nav ul{columns:2;list-style:none;padding:0;margin:0;font-size:15px}nav li{padding:2px 0}"                         \
    "dl.terms{display:flex;flex-wrap:wrap;gap:2px 24px;margin:4px 0 10px;font-size:15px}dl.terms div{display:flex}"    \
    "dt{color:#595959}dt::after{content:'：'}dd{margin:0}:lang(en)>dl>div>dt::after{content:': '}"                      \
    "details>summary{cursor:pointer;font-weight:600;padding:6px 0}"                                                    \
    ".card{border:1px solid #8f8f8f;padding:4px 18px 14px;margin:18px 0}"                                              \
    ".letter{max-width:820px;margin:0 auto}.letter p{text-indent:2em}.letter p.flat,.letter td p{text-indent:0}"       \
    ".sign{margin:56px 0 0 auto;width:20em;text-align:center}.sign p{text-indent:0!important;margin-bottom:14px}"      \
    ".blank{display:inline-block;min-width:9em;border-bottom:1px solid #1a1a1a}"                                       \
    ".why{margin:4px 0;padding-left:1.2em}.why li{margin:2px 0}"                                                       \
    ".pages{display:flex;flex-wrap:wrap;gap:4px 12px;margin:10px 0}"                                                   \
    "html:lang(en) body{font-family:Georgia,'Liberation Serif','Noto Serif','Times New Roman','Noto Serif CJK SC',"    \
    "SimSun,serif}html:lang(en) :is(h1,h2,h3,h4,th,caption,.verdict,nav){font-family:Arial,'Liberation Sans',"         \
    "'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif}"                                                     \
    "table.missing th{min-width:5.5em}td.state,.cases thead th{white-space:nowrap}"                                    \
    "html:lang(en) dt{margin-right:.4em}code{overflow-wrap:anywhere}.results th[scope=row]{min-width:7em}"             \
    "@media screen and (max-width:760px){body{padding:12px 14px 40px}.clause{grid-template-columns:minmax(0,1fr)}"     \
    "nav ul{columns:1}h1{font-size:23px}td.n{white-space:normal}td.basis{min-width:9em}.card{padding:2px 10px 10px}}"  \
    "@media print{body{max-width:none;padding:0;font-size:10.5pt;line-height:1.6}"                                     \
    "h1{font-size:20pt}h2{font-size:14pt}h3{font-size:12pt}h4{font-size:11pt}"                                         \
    "table{font-size:9pt}code{font-size:8pt}.small,footer,header.bar{font-size:8.5pt}"                                 \
    ".letter{max-width:none;font-size:12pt}.letter table{font-size:10pt}"                                              \
    "thead{display:table-header-group;break-after:avoid}footer{margin-top:6mm}h2{margin-top:7mm}"                      \
    "tr,.formula,.sign{break-inside:avoid}"                                                                            \
    "h2,h3,h4,caption{break-after:avoid}.wide{overflow:visible;padding-right:1px}"                                     \
    ".noprint,.skip{display:none!important}a{color:inherit;text-decoration:none;border:0!important}"                   \
    ".clause{gap:4mm 6mm}summary{list-style:none}}"                                                                    \
    "@page{size:A4;margin:22mm 18mm 20mm;@bottom-center{content:counter(page) ' / ' counter(pages);font-size:9pt}}"

#define JX_STYLE_LANDSCAPE                                                                                             \
    "@page{size:A4 landscape;margin:16mm 14mm 16mm}"

#endif
