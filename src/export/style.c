/* SPDX-License-Identifier: MIT */
/*
 * How exported articles look. CJK text is set as wide as 38 of its characters, with open lines, justified where that
 * leaves no holes; what stands out in it is dotted, for slanted Han characters are hard to read.
 */
#include "export/style.h"

const char export_style_page[] =
	":root{color-scheme:light dark}\n"
	"body{max-width:38em;margin:2em auto;padding:0 1em;font-family:serif}\n"
	"article+article{border-top:1px solid;margin-top:3em;padding-top:1em}\n"
	"nav ol{padding-left:2em}\n"
	"@media print{body{max-width:none;margin:0}article{break-before:page}}\n";

const char export_style_text[] =
	"body{line-height:1.75;overflow-wrap:break-word;text-autospace:normal}\n"
	":lang(zh-Hans){font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",\"Songti SC\",SimSun,serif}\n"
	":lang(zh-Hant){font-family:\"Noto Serif CJK TC\",\"Source Han Serif TC\",\"Songti TC\",PMingLiU,serif}\n"
	":lang(ja){font-family:\"Noto Serif CJK JP\",\"Hiragino Mincho ProN\",\"Yu Mincho\",serif}\n"
	":lang(ko){font-family:\"Noto Serif CJK KR\",AppleMyungjo,Batang,serif;word-break:keep-all}\n"
	":lang(zh),:lang(ja){line-break:strict;text-align:justify}\n"
	":lang(zh) em,:lang(ja) em{font-style:normal;text-emphasis:dot}\n"
	"h1,h2,h3,h4,h5,h6{line-height:1.35;text-align:left}\n"
	".byline,.place,footer{font-size:.85em;opacity:.8}\n"
	"footer{margin-top:2em;overflow-wrap:anywhere}\n"
	"blockquote{margin:1em 0 1em 1em;padding-left:1em;border-left:3px solid}\n"
	"pre{overflow-x:auto;white-space:pre-wrap;line-height:1.4}\n"
	"code,pre{font-family:monospace}\n"
	"table{border-collapse:collapse}\n"
	"th,td{border:1px solid;padding:.2em .6em;text-align:left;vertical-align:top}\n"
	"figure{margin:1em 0;padding:.5em 1em;border:1px solid}\n"
	"figure p{margin:0}\n"
	"figcaption{font-size:.9em}\n"
	"aside{font-size:.85em;opacity:.8;border:1px dashed;padding:0 1em;margin:1em 0}\n";
