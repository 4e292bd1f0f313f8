/* SPDX-License-Identifier: MIT */
/*
 * Languages: a sentence or two of each that is told, texts that mix scripts, and those that tell nothing.
 */
#include "text/language.h"

#include <glib.h>
#include <string.h>

static const struct {
	const char *tag, *text;
} cases[] = {
	{"", ""},
	{"", "2022-11-20 12:30 — 100%"},
	{"", "Secret Menu"},
	{"", "Sony PlayStation Xbox Nintendo Switch Steam Deck"},
	{"", "á"},
	{"zh-Hans", "日本首相周五与美国总统通电话，同意努力安排访美，以进一步加强两国联盟。"},
	{"zh-Hant", "日本首相週五與美國總統通電話，同意努力安排訪美，以進一步加強兩國聯盟。"},
	{"zh-Hant", "佢哋話今日唔會落雨，但係我唔信。"},
	{"zh-Hans", "中文"}, /* nothing tells the scripts apart */
	{"zh-Hans", "他在文章里引用了「國學」和「臺灣」两个词，又说这些词现在没有人这样写了。"},
	{"zh-Hant", "他用简体寫了一個「国」字，後來還是改為繁體，說這樣對讀者來說纔清楚。"},
	{"zh-Hans", "苹果公司（Apple Inc.）发布了 iPhone 15 Pro Max 和 Apple Watch Ultra，由 Tim Cook 主持。"},
	{"zh-Hans", "链接hhttp://example.org/a/very/long/address https://example.org/and/another/one://here 见"},
	{"zh-Hans", "用户名 https://example.org/a/very/long/address/in-the-middle/of-the/text 见链接。"},
	{"zh-Hans", "日本歌手演唱的《の》很受欢迎，这首歌在网络上的播放次数已经超过一亿。"},
	{"ja", "首相は十二日、新しい庁舎を視察し、耐震工事の遅れについて述べた。"},
	{"ja", "日米首脳、同盟の強化で一致"},
	{"ja", "コンピューター"},
	{"ko", "정부는 오늘 국무회의를 열고 새로운 경제 정책을 발표했다."},
	{"ko", "李 大統領은 國會에서 演說을 하였다. 국민의 生活이 나아졌다."},
	{"en", "The president said on Friday that they would not go there."},
	{"es", "El presidente viajará mañana a México para hablar de la situación con los ministros."},
	{"fr", "Le président de la République a été réélu dans une élection qui est loin des autres."},
	{"de", "Die Regierung möchte die Steuern für große Unternehmen erhöhen, aber nicht in diesem Jahr."},
	{"pt", "O presidente não vai falar com os ministros, mas a eleição será em outubro no país."},
	{"it", "Il presidente della Repubblica ha detto che non è il momento di parlare con gli altri."},
	{"nl", "De regering wil de belasting voor het bedrijfsleven niet verhogen, maar dat is nog niet zeker."},
	{"id", "Presiden mengatakan bahwa pemerintah akan membantu warga yang tidak dapat kembali ke rumah."},
	{"pl", "Prezydent powiedział, że rząd nie będzie rozmawiać z opozycją, ale to się może zmienić."},
	{"cs", "Prezident řekl, že vláda se s opozicí nesejde, ale je to jen jeho názor."},
	{"sv", "Regeringen sade att det inte är klart när mötet ska hållas, men att man har börjat."},
	{"da", "Regeringen sagde, at det ikke er klart, hvornår mødet skal holdes, men nu blev det."},
	{"nb", "Regjeringen sa at det ikke er klart når møtet skal holdes, men man hadde ikke tid nå."},
	{"fi", "Hallitus kertoi, että kokous ei ole vielä varma, mutta se voi olla jo tänään, kun kaikki ovat täällä."},
	{"hu", "A kormány szerint az ülés nem lesz meg, és ezt már egy hete tudták, de csak most mondták el."},
	{"ro", "Președintele a spus că guvernul nu va vorbi cu opoziția, dar este o decizie care se poate schimba."},
	{"tr", "Cumhurbaşkanı bu konuda bir açıklama yaptı ve daha sonra Ankara için çok önemli olduğunu söyledi."},
	{"ca", "El president ha dit que els ministres no són aquí, però que aquesta reunió és per als altres."},
	{"vi", "Tổng thống cho biết chính phủ sẽ không họp với các đảng trong năm nay, nhưng đã có một kế hoạch."},
	{"ru", "Президент заявил, что встреча была полезной, и это первый шаг."},
	{"uk", "Президент заявив, що зустріч була корисною, і це її перший крок."},
	{"be", "Прэзідэнт заявіў, што сустрэча была карыснай, і гэта яго першы крок."},
	{"bg", "Президентът заяви, че срещата е била полезна и това е първата стъпка."},
	{"sr", "Председник је рекао да је састанак био користан и да је то његов први корак."},
	{"mk", "Претседателот рече дека средбата ќе биде корисна и дека веќе ќе се сретнат."},
	{"kk", "Президент кездесудің пайдалы болғанын және бұл алғашқы қадам екенін айтты."},
	{"mn", "Ерөнхийлөгч уулзалт үр дүнтэй болсон гэж хэллээ."},
	{"ar", "قال الرئيس إن الاجتماع كان مفيدا وإنه الخطوة الأولى."},
	{"fa", "رئیس جمهور گفت که این جلسه مفید بود و گام اول است."},
	{"ur", "صدر نے کہا کہ یہ ملاقات مفید تھی اور یہ پہلا قدم ہے۔"},
	{"ug", "پرېزىدېنت بۇ يىغىننىڭ پايدىلىق بولغانلىقىنى ئېيتتى."},
	{"th", "ประธานาธิบดีกล่าวว่าการประชุมเป็นประโยชน์"},
	{"bo", "བོད་ཀྱི་སྐད་ཡིག་ནི་གལ་ཆེན་པོ་ཡིན།"},
	{"mn-Mong", "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ"},
	{"el", "Ο πρόεδρος είπε ότι η συνάντηση ήταν χρήσιμη."},
	{"he", "הנשיא אמר שהפגישה הייתה מועילה."},
	{"hi", "राष्ट्रपति ने कहा कि बैठक उपयोगी थी।"},
	{"km", "ប្រធានាធិបតីបាននិយាយថា"},
	{"my", "သမ္မတက ပြောသည်"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char tag[LANGUAGE_SIZE];
		language_guess(span_of(cases[i].text), tag);
		if (strcmp(tag, cases[i].tag) != 0)
			g_error("\"%s\" instead of \"%s\": %s", tag, cases[i].tag, cases[i].text);
	}
}

/* What comes after the sample does not count, and a character that its end cuts does no harm. */
static void test_long(void)
{
	GString *text = g_string_new("x");
	while (text->len < 70000)
		g_string_append(text, "日本首相与美国总统通电话。");
	while (text->len < 1000000)
		g_string_append(text, "日本首相與美國總統通電話。");
	char tag[LANGUAGE_SIZE];
	language_guess((struct span){text->str, text->len}, tag);
	g_assert_cmpstr(tag, ==, "zh-Hans");
	g_string_free(text, TRUE);
}

static void check_repeated(const char *unit, size_t least, const char *tag)
{
	GString *text = g_string_new(NULL);
	char found[LANGUAGE_SIZE];
	while (text->len < least)
		g_string_append_printf(text, "%s\n", unit);
	language_guess((struct span){text->str, text->len}, found);
	if (strcmp(found, tag) != 0)
		g_error("\"%s\" instead of \"%s\": much of %s", found, tag, unit);
	g_string_free(text, TRUE);
}

/* Long texts are guessed by pieces; where those disagree, all of the text decides. */
static void test_pieces(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_repeated(cases[i].text, 5000, cases[i].tag);
	GString *mixed = g_string_new(NULL);
	while (mixed->len < 3000)
		g_string_append(mixed, "The president said on Friday that they would not go there. ");
	while (mixed->len < 6000)
		g_string_append(mixed, "日本首相与美国总统通电话。");
	check_repeated(mixed->str, mixed->len, "zh-Hans");
	while (mixed->len < 40000)
		g_string_append(mixed, "The president said on Friday that they would not go there. ");
	check_repeated(mixed->str, mixed->len, "en");
	g_string_free(mixed, TRUE);
}

/* Words and addresses of any length, and bytes that are no UTF-8. */
static void test_hostile(void)
{
	static const char *const units[] = {"h", "http://", "é", "ы", "ي", "\xFF", "\xE4", "a ", "the "};
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		GString *text = g_string_new(NULL);
		while (text->len < 200000)
			g_string_append(text, units[i]);
		char tag[LANGUAGE_SIZE];
		gint64 start = g_get_monotonic_time();
		language_guess((struct span){text->str, text->len}, tag);
		g_assert_cmpint(g_get_monotonic_time() - start, <, 2 * G_USEC_PER_SEC);
		g_string_free(text, TRUE);
	}
}

static void test_han(void)
{
	static const struct {
		const char *sentence;
		enum han han;
	} sentences[] = {
		{"", HAN_NONE},
		{"Node.js 2.0", HAN_NONE},
		{"中文", HAN_EITHER},
		{"国", HAN_SIMPLIFIED},
		{"「國」字", HAN_TRADITIONAL},
		{"国國", HAN_EITHER},
		{"首相は新しい庁舎を視察した", HAN_NONE},
		{"國會에서 演說을 하였다", HAN_NONE},
		{"日本歌手演唱的《の》很受欢迎，次数超过一亿", HAN_SIMPLIFIED},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++)
		g_assert_cmpint(language_han(span_of(sentences[i].sentence)), ==, sentences[i].han);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/language/cases", test_cases);
	g_test_add_func("/language/long", test_long);
	g_test_add_func("/language/pieces", test_pieces);
	g_test_add_func("/language/hostile", test_hostile);
	g_test_add_func("/language/han", test_han);
	return g_test_run();
}
