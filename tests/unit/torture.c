/* SPDX-License-Identifier: MIT */
/* One of everything: all kinds of blocks and marks, and text that wraps badly. */
#include "torture.h"

static const struct piece_of_article torture[] = {
	P("【本報訊】日本首相岸田文雄和美國總統拜登今天舉行峰會，雙方在地緣政治緊張升高之際，同意強化" STRONG(
		"美日同盟關係") "。白宮表示：「" LINK("兩國領袖重申") "了對自由開放的印太地區的承諾。」"),
	P("A paragraph in English, with a link to " LINK("the original page ") "and " STRONG(
		"strong text with " LINK("a link inside") " of it") ", long enough to be wrapped."),
	HEADING(2, "小標題：從關稅到半導體，雙方究竟談了些什麼？"),
	QUOTE(1, "「區域安全挑戰升高之際，我們同意強化美日同盟的應對力和威懾力。」"),
	QUOTE(1, "第二段引文。"),
	QUOTE(2, "引文裡的引文，也夠長，足以在狹窄的畫面上折成兩行以上。"),
	P("清單："),
	ITEM(1, 0, "第一項，內容比較長，因此在窄的欄位裡必須折行，而且要對齊文字而不是對齊符號。"),
	ITEM(1, 0, "第二項"),
	ITEM(2, 0, "第二層，" LINK("有連結")),
	ITEM(3, 0, "第三層"),
	ITEM(1, 0, "第三項"),
	MORE(1, "第三項的第二段，縮排和文字一樣。"),
	ITEM(1, 9, "第九點"),
	ITEM(1, 10, "第十點，數字靠右對齊，內容在這裡也折行，看看對齊得如何。"),
	TERM("名詞"),
	MEANING("名詞的解釋，排在名詞下面，縮排四格。"),
	TERM("動詞"),
	MEANING("動詞的解釋。"),
	CODE("#include <stdio.h>\n\nint main(void)\n{\n\tputs(\"你好，世界，這一行比較長，窄的畫面放不下\");\t/* 尾巴 */\n}\n"),
	VERSE("床前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。"),
	RULE(),
	HEAD_CELL(0, 0, 0, "國家"),
	HEAD_CELL(0, 0, 1, "首都"),
	HEAD_CELL(0, 0, 2, "人口"),
	HEAD_CELL(0, 0, 3, "備註"),
	CELL(0, 1, 0, "日本"),
	CELL(0, 1, 1, LINK("東京")),
	CELL(0, 1, 2, "125,124,989"),
	CELL(0, 1, 3, "島國，由四個大島和許多小島組成，首都圈是世界上最大的都會區之一。"),
	CELL(0, 2, 0, "United States"),
	CELL(0, 2, 1, "Washington"),
	CELL(0, 2, 2, "331,449,281"),
	CELL(0, 2, 3, ""),
	CELL(0, 3, 0, "資料來源：各國政府統計"),
	CELL(1, 0, 0, "沒有表頭"),
	CELL(1, 0, 1, "的表"),
	CELL(1, 1, 0, "a"),
	CELL(1, 1, 1, "b"),
	P("結尾：👩‍👩‍👧 か゚ é 한국어 ２０２３年１月６日，U.S.A.，https://example.org/a/very/long/address/which/does/not/end?x=1&y=2"),
};

struct maker *torture_new(void)
{
	struct maker *maker = maker_new();
	maker_title(maker, "美日峰會 拜登、岸田同意強化雙方同盟關係：一個相當長的標題，在窄的畫面上會折行");
	maker_url(maker, "https://www.example.org/news/aopl/202211130217.aspx");
	for (size_t i = 0; i < G_N_ELEMENTS(torture); i++) {
		if (torture[i].block.kind == BLOCK_RULE) {
			struct block plain = {0};
			maker_image(maker, plain,
			            "美國總統拜登（右）與日本首相岸田文雄在" LINK("金邊") "會面。（路透社）", NULL,
			            "https://example.org/a.jpg");
			maker_image(maker, plain, LINK(""), NULL,
			            "https://example.org/images/%E7%85%A7%E7%89%87.jpg?w=600");
			maker_image(maker, plain, LINK(""), "替代文字", "https://example.org/b.jpg");
		}
		maker_block(maker, torture[i].block, torture[i].text);
	}
	return maker;
}
