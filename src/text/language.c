/* SPDX-License-Identifier: MIT */
/*
 * The language of a text, in two steps: the script that most of it is written in, an ideograph or syllable counting as
 * four letters; then, where several languages share the script, the letters or the commonest words that only some of
 * them have. Addresses are passed over. Counts are of characters; a mark is a share of those in the script.
 */
#include "text/language.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "text/hanscript.inc"
#include "text/utf8.h"

#define SAMPLE_BYTES 65536 /* how much is looked at */
#define PIECES 8           /* of a text that may tell as much as all of it */
#define PIECE_BYTES 48     /* 16 ideographs, or nine words */
#define UTF8_MOST 4        /* bytes of a character */
#define MOST_WORDS 2000    /* how many words of Latin text are looked up */
#define FEWEST_LETTERS 5   /* less tells nothing */
#define EAST_ASIAN 4       /* letters that an ideograph, a kana or a syllable counts as: so many translate it */

enum script {
	LATIN,
	HAN,
	KANA,
	HANGUL,
	CYRILLIC,
	ARABIC,
	SINGLE, /* and above: scripts of one language that matters, from `singles` */
};

/* Scripts whose language the script tells. */
static const struct {
	uint32_t first, last;
	const char *tag;
} singles[] = {
	{0x370, 0x3FF, "el"},   {0x530, 0x58F, "hy"},        {0x590, 0x5FF, "he"},   {0x780, 0x7BF, "dv"},
	{0x900, 0x97F, "hi"},   {0x980, 0x9FF, "bn"},        {0xA00, 0xA7F, "pa"},   {0xA80, 0xAFF, "gu"},
	{0xB00, 0xB7F, "or"},   {0xB80, 0xBFF, "ta"},        {0xC00, 0xC7F, "te"},   {0xC80, 0xCFF, "kn"},
	{0xD00, 0xD7F, "ml"},   {0xD80, 0xDFF, "si"},        {0xE00, 0xE7F, "th"},   {0xE80, 0xEFF, "lo"},
	{0xF00, 0xFFF, "bo"},   {0x1000, 0x109F, "my"},      {0x10A0, 0x10FF, "ka"}, {0x1200, 0x139F, "am"},
	{0x1780, 0x17FF, "km"}, {0x1800, 0x18AF, "mn-Mong"}, {0x1F00, 0x1FFF, "el"}, {0xA000, 0xA4CF, "ii"},
};

#define SCRIPTS (SINGLE + G_N_ELEMENTS(singles))

/* Letters that only one language of a script has: the first row with enough of them wins, an empty one has the rest. */
struct letters {
	const char *tag, *letters;
};

static const struct letters cyrillic[] = {
	{"be", "ўЎ"},   {"mk", "ѓЃќЌѕЅ"}, {"sr", "ђЂћЋјЈљЉњЊ"}, {"tg", "ҳҲҷҶӣӢ"}, {"kk", "әӘғҒқҚұҰһҺ"}, {"ky", "ңҢ"},
	{"mn", "өӨүҮ"}, {"uk", "їЇєЄґҐіІ"}, {"ru", "ыЫэЭёЁ"},   {"bg", "ъЪ"},     {"ru", ""},
};

static const struct letters arabic[] = {
	{"ckb", "ێڵڕ"}, {"ps", "ښځڅډټ"}, {"ug", "ۇۈۋڭې"}, {"ur", "ٹڈڑںے"}, {"fa", "پچژگیک"}, {"ar", ""},
};

/* Words that come often in a language; several languages may share one. */
static const struct {
	const char *tag, *words;
} vocabularies[] = {
	{"en", "the of and to in is that for on with was as it by at from his her are be this have has not but "
	       "they were which you we had will would their who an said or been he she about after its there "
	       "what when more a"},
	{"es", "el la los las de del en y que un una por con para no se su es al lo como más pero sus le ya este "
	       "sí porque esta son entre está cuando muy sin sobre ser tiene también fue hay todo desde han ha a"},
	{"fr", "le la les des de du en et que un une pour avec dans ne se sa son est au aux ce qui pas par sur "
	       "plus ses mais ou il elle ont été cette sont je nous vous leur être même fait comme où d l"},
	{"de", "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an "
	       "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war "
	       "haben nur oder aber vor zur bis mehr durch man sein wurde"},
	{"pt", "o os as de do da em e que um uma por para não se seu é ao dos das no na mais como mas foi "
	       "sua ou ser quando há nos já está eu também só pelo pela até isso ela entre era são nas às esse a"},
	{"it", "il lo gli di del della in e che un una per con non si è al alla le la dei nel sono da come più "
	       "ma ha anche su dal delle nella o ci questo quando essere stato suo degli dalla due loro tra i a"},
	{"nl", "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog naar "
	       "heeft hebben deze door wordt over zich werd dit hij ze we zo was kan meer geen wel of"},
	{"id", "yang dan di dari untuk pada dengan ini itu tidak dalam akan ke adalah oleh juga telah sebagai "
	       "karena atau bisa ada mereka lebih tersebut menjadi saya kami kita bahwa dia para anda sudah "
	       "dapat seperti saat hanya orang"},
	{"pl", "w i na z się że do nie to jest o jak po za od ale przez co jego oraz dla są był tym tego ma tak "
	       "być może które który już tylko przed ich został czy jej pod"},
	{"cs", "v a se na že je s do o to z i pro jsou by si za ale od po jak jeho které který však také byl ve "
	       "být podle jako jen už před jsem aby nebo k bylo"},
	{"sv", "och att det i som en på är av för med den till inte har de ett om var men från så vi kan han när "
	       "eller nu efter också där hade ska skulle hon vid mot mer blev sig"},
	{"da", "og at det i som en på er af for med den til ikke har de et om var men fra så vi kan han når "
	       "eller nu efter også der havde skal ville hun ved mod mere blev sig blevet hvor"},
	{"nb", "og at det i som en på er av for med den til ikke har de et om var men fra så vi kan han når "
	       "eller nå etter også der hadde skal ville hun ved mot mer ble seg blitt hvor"},
	{"fi", "ja on ei se että oli hän mutta ovat myös kun joka niin kuin tai jos sen ole mukaan hänen vain "
	       "ollut sekä jo nyt ne tämä siitä olla voi vielä ennen jälkeen"},
	{"hu", "a az és hogy nem is egy ez van meg de csak volt már ki még ha mint el azt pedig vagy lehet után "
	       "szerint minden kell mert aki ezt amely arra között majd sem"},
	{"ro", "și în de la cu pe că nu din este un o care pentru mai sa se fi au fost dar ca sunt prin după ale "
	       "cel lui ce al a între această până acest or sau"},
	{"tr", "ve bir bu da de için ile olarak olan gibi daha çok en ne ama kadar değil sonra var o her ancak "
	       "ya ise olduğu olduğunu göre tarafından mi şey ben sen biz diye"},
	{"ca", "el la els les de del en i que un una per amb no se és al més però seva dels ha als també va "
	       "són aquest aquesta han ser entre ho des quan sobre fins pel a"},
	{"vi", "và của là có trong cho được với không các một người những đã này để khi đến từ về ra như tại ông "
	       "vào cũng nhiều năm sẽ trên theo"},
};

/* What a text holds of each script, and of the ideographs that one Chinese script alone writes. */
struct tally {
	size_t scripts[SCRIPTS];
	size_t simplified, traditional;
};

static bool is_latin(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
	       (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7) || (code >= 0x1E00 && code <= 0x1EFF);
}

/* The punctuation that East Asian text is full of, but what counts as an ideograph. */
static bool is_punctuation(uint32_t code)
{
	return (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x3004) ||
	       (code >= 0x3008 && code <= 0x3020) || (code >= 0xFF00 && code <= 0xFF20);
}

/* Letters that East Asian text is full of, besides ideographs. */
static const struct {
	uint32_t first, last;
	size_t script;
} common[] = {
	{0x3041, 0x3096, KANA}, {0x30A1, 0x30FA, KANA}, {0xAC00, 0xD7A3, HANGUL},
};

/* The script of a letter; SCRIPTS for what is none. */
static size_t script_of(uint32_t code)
{
	if (is_latin(code))
		return LATIN;
	if (code < 0x370 || is_punctuation(code))
		return SCRIPTS;
	for (size_t i = 0; i < G_N_ELEMENTS(common); i++)
		if (code >= common[i].first && code <= common[i].last)
			return common[i].script;
	if (code_is_han(code))
		return HAN;
	if (code_is_kana(code))
		return KANA;
	if (code_is_hangul(code))
		return HANGUL;
	if (code >= 0x400 && code <= 0x52F)
		return CYRILLIC;
	if ((code >= 0x620 && code <= 0x6FF) || (code >= 0xFB50 && code <= 0xFEFC))
		return ARABIC;
	for (size_t i = 0; i < G_N_ELEMENTS(singles); i++)
		if (code >= singles[i].first && code <= singles[i].last)
			return SINGLE + i;
	return SCRIPTS;
}

/* Behind the address that begins at `at`; `at` itself where none does. */
static size_t skip_address(struct span text, size_t at)
{
	struct span rest = span_from(text, at);
	if (rest.len == 0 || rest.at[0] != 'h')
		return at;
	if (!span_starts(rest, SPAN("http://")) && !span_starts(rest, SPAN("https://")))
		return at;
	while (at < text.len && text.at[at] > ' ' && (unsigned char)text.at[at] < 0x7F)
		at++;
	return at;
}

/* Where the first address from `at` on begins; the length of the text where there is none. */
static size_t find_address(struct span text, size_t at)
{
	size_t address = span_find_web(span_from(text, at));
	return address == SPAN_NONE ? text.len : at + address;
}

/* Counts the letters of eight bytes at `p` into `letters`; false where not all of them are of ASCII. */
static bool tally_eight(const char *p, size_t *letters)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x80 * ones;
	uint64_t word;
	memcpy(&word, p, sizeof word);
	if (word & tops)
		return false;
	word |= 0x20 * ones;
	word = (word + (0x80 - 'a') * ones) & ~(word + (0x7F - 'z') * ones) & tops;
	*letters += (word >> 7) * ones >> 56; /* the sum of the bytes */
	return true;
}

/*
 * Counts the letters of ASCII from `at` on; gives where they and the addresses among them end. `address` is where the
 * next address begins, or lies before `at`.
 */
static size_t tally_ascii(struct tally *tally, struct span text, size_t at, size_t *address)
{
	size_t letters = 0;
	for (;;) {
		if (*address < at)
			*address = find_address(text, at);
		while (*address - at >= sizeof(uint64_t) && tally_eight(text.at + at, &letters))
			at += sizeof(uint64_t);
		for (; at < *address && (unsigned char)text.at[at] < 0x80; at++)
			letters += (unsigned)((text.at[at] | 0x20) - 'a') < 26;
		if (at < *address || at == text.len)
			break;
		at = skip_address(text, at);
	}
	tally->scripts[LATIN] += letters;
	return at;
}

#define HAN_FIRST 0x4E00 /* of the range that the tables cover, a row for 64 characters */
#define HAN_COUNT (0xA000 - HAN_FIRST)

/*
 * Counts the ideographs of the range that the tables cover from `at` on, with punctuation between; gives where they
 * end. The first two bytes tell the row, the third one the bit.
 */
static size_t tally_han(struct tally *tally, struct span text, size_t at)
{
	size_t han = 0, simplified = 0, traditional = 0;
	for (; text.len - at >= 3; at += 3) {
		const unsigned char *p = (const unsigned char *)text.at + at;
		unsigned code = (p[0] - 0xE0u) << 12 | (p[1] - 0x80u) << 6 | (p[2] & 0x3F), number = code - HAN_FIRST;
		if (number >= HAN_COUNT) {
			if (!is_punctuation(code))
				break;
			continue;
		}
		han++;
		simplified += only_simplified[number / 64] >> number % 64 & 1;
		traditional += only_traditional[number / 64] >> number % 64 & 1;
	}
	tally->scripts[HAN] += han;
	tally->simplified += simplified;
	tally->traditional += traditional;
	return at;
}

static void tally_code(struct tally *tally, uint32_t code)
{
	size_t script = script_of(code);
	uint32_t number = code - HAN_FIRST;
	if (script == SCRIPTS)
		return;
	tally->scripts[script]++;
	if (number >= HAN_COUNT)
		return;
	tally->simplified += only_simplified[number / 64] >> number % 64 & 1;
	tally->traditional += only_traditional[number / 64] >> number % 64 & 1;
}

static struct tally tally_text(struct span text)
{
	struct tally tally = {.simplified = 0};
	size_t address = find_address(text, 0);
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		if ((unsigned char)text.at[at] < 0x80)
			at = tally_ascii(&tally, text, at, &address);
		else
			at = tally_han(&tally, text, at);
		if (at == from)
			tally_code(&tally, utf8_next(text, &at));
	}
	return tally;
}

/* What a text seems to be in, "" where nothing tells; clear: next to nothing in it speaks for something else. */
struct guess {
	const char *tag;
	bool clear;
};

/* Kana stand in every Japanese sentence; Korean may hold ideographs, Chinese a kana or a syllable in a name. */
static struct guess east_asian(const struct tally *tally)
{
	size_t han = tally->scripts[HAN], kana = tally->scripts[KANA], hangul = tally->scripts[HANGUL];
	size_t most = MAX(tally->simplified, tally->traditional), least = MIN(tally->simplified, tally->traditional);
	if (hangul * 2 > han + kana)
		return (struct guess){"ko", han + kana == 0};
	if (kana * 10 > han + kana)
		return (struct guess){"ja", hangul == 0 && kana * 4 > han};
	return (struct guess){tally->traditional > tally->simplified ? "zh-Hant" : "zh-Hans",
			      kana + hangul == 0 && most >= 8 && least * 3 <= most};
}

/* Whether one in two hundred of the `total` letters of `text` is among `letters`. */
static bool has_letters(struct span text, size_t total, struct span letters)
{
	size_t count = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		for (size_t i = 0; code >= 0x80 && i < letters.len;)
			count += utf8_next(letters, &i) == code;
	}
	return count * 200 > total;
}

static const char *by_letters(const struct letters *rows, struct span text)
{
	text = span_cut(text, 0, SAMPLE_BYTES / 8);
	size_t total = utf8_length(text);
	while (rows->letters[0] && !has_letters(text, total, span_of(rows->letters)))
		rows++;
	return rows->tag;
}

/*
 * The words of all vocabularies, each with the bits of those that hold it: a hash table with linear probing. It is made
 * when it is first asked for, and the same for every text.
 */
#define SLOTS 2048 /* a power of two, far above the number of words */
#define WORDS 1024

struct word {
	struct span text;
	uint32_t languages;
};

struct words {
	uint16_t slots[SLOTS]; /* the number of a word + 1; 0: free */
	struct word all[WORDS];
	unsigned count;
};

/* The number of the slot where `word` is, or would be. */
static size_t find_slot(const struct words *words, struct span word)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.at[i]) * 16777619u;
	size_t at = hash % SLOTS;
	while (words->slots[at] && !span_equal(words->all[words->slots[at] - 1].text, word))
		at = (at + 1) % SLOTS;
	return at;
}

static void add_word(struct words *words, struct span text, uint32_t language)
{
	uint16_t *slot = &words->slots[find_slot(words, text)];
	if (!*slot && words->count == WORDS)
		return;
	if (!*slot) {
		words->all[words->count++] = (struct word){text, 0};
		*slot = (uint16_t)words->count;
	}
	words->all[*slot - 1].languages |= language;
}

static const struct words *make_words(void)
{
	struct words *words = g_new0(struct words, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		for (const char *at = vocabularies[i].words, *end; *at; at = *end ? end + 1 : end) {
			for (end = at; *end && *end != ' ';)
				end++;
			add_word(words, (struct span){at, (size_t)(end - at)}, 1u << i);
		}
	}
	return words;
}

/* A constant that is worked out once, whichever thread asks first. */
static const struct words *known_words(void)
{
	static const struct words *known;
	if (g_once_init_enter(&known))
		g_once_init_leave(&known, make_words());
	return known;
}

static uint32_t languages_of(const struct words *words, struct span word)
{
	uint16_t slot = words->slots[find_slot(words, word)];
	return slot ? words->all[slot - 1].languages : 0;
}

static uint32_t lower_latin(uint32_t code)
{
	if ((code >= 'A' && code <= 'Z') || (code >= 0xC0 && code <= 0xDE))
		return code + 0x20;
	return code;
}

/* The next word from `*at` on, in lower case, cut to the buffer, which every listed word fits. Empty at the end. */
static struct span next_word(struct span text, size_t *at, char buffer[64])
{
	size_t len = 0;
	while (*at < text.len) {
		if (text.at[*at] == 'h')
			*at = skip_address(text, *at);
		uint32_t code = *at < text.len ? utf8_next(text, at) : 0;
		bool small = code - 'a' < 26; /* most are */
		if (small && len <= 60)
			buffer[len++] = (char)code;
		else if (!small && is_latin(code) && len <= 60)
			len += utf8_put(buffer + len, lower_latin(code));
		else if (!small && !is_latin(code) && len > 0)
			break;
	}
	return (struct span){buffer, len};
}

/* The language whose words come most often, if one word in eight is of them, and two are. */
static struct guess by_words(struct span text)
{
	const struct words *known = known_words();
	size_t hits[G_N_ELEMENTS(vocabularies)] = {0};
	size_t words = 0;
	char buffer[64];
	struct span word;
	for (size_t at = 0; words < MOST_WORDS && (word = next_word(text, &at, buffer)).len > 0; words++) {
		uint32_t languages = languages_of(known, word);
		for (size_t i = 0; languages >> i; i++)
			hits[i] += languages >> i & 1;
	}
	size_t best = 0, second = 0; /* the number of a vocabulary; how many words of the next best */
	for (size_t i = 1; i < G_N_ELEMENTS(vocabularies); i++) {
		second = MAX(second, MIN(hits[i], hits[best]));
		if (hits[i] > hits[best])
			best = i;
	}
	return (struct guess){hits[best] > 1 && hits[best] * 8 >= words ? vocabularies[best].tag : "",
			      hits[best] >= 8 && hits[best] * 4 >= words && hits[best] >= 2 * second};
}

/* The language by the script other than those of East Asia that most letters are of. */
static struct guess by_script(size_t script, struct span text)
{
	if (script == LATIN)
		return by_words(text);
	if (script == CYRILLIC)
		return (struct guess){by_letters(cyrillic, text), false};
	return (struct guess){script == ARABIC ? by_letters(arabic, text) : singles[script - SINGLE].tag, false};
}

static struct guess guess(struct span text)
{
	struct tally tally = tally_text(text);
	size_t east = EAST_ASIAN * (tally.scripts[HAN] + tally.scripts[KANA] + tally.scripts[HANGUL]);
	size_t most = LATIN;
	for (size_t i = CYRILLIC; i < SCRIPTS; i++)
		if (tally.scripts[i] > tally.scripts[most])
			most = i;
	struct guess made = {"", false};
	if (tally.scripts[most] > east && tally.scripts[most] >= FEWEST_LETTERS)
		made = by_script(most, text);
	/* Latin letters that are no language's words are names, addresses, code. */
	if (!made.tag[0] && east >= FEWEST_LETTERS)
		made = east_asian(&tally);
	made.clear = made.clear && 2 * MIN(tally.scripts[most], east) <= MAX(tally.scripts[most], east);
	return made;
}

/* `at`, or the first byte of the character that it is inside of. */
static size_t begin_of_character(struct span text, size_t at)
{
	for (size_t back = 0; back < UTF8_MOST && at > back; back++)
		if (!utf8_is_tail(text.at[at - back]))
			return at - back;
	return at;
}

/*
 * The language of a text by pieces from its first quarter on, if they clearly are of one, as those of most texts are;
 * "" where that does not tell. Who wrote it and what a site adds stand at the ends.
 */
static const char *guess_by_pieces(struct span text)
{
	char pieces[PIECES * (PIECE_BYTES + UTF8_MOST)];
	size_t len = 0;
	for (size_t i = 0; i < PIECES; i++) {
		size_t at = (text.len - PIECE_BYTES) * (i + 1) / (PIECES + 1);
		size_t from = begin_of_character(text, at), to = begin_of_character(text, at + PIECE_BYTES);
		memcpy(pieces + len, text.at + from, to - from);
		len += to - from;
		pieces[len++] = ' ';
	}
	struct guess made = guess((struct span){pieces, len});
	return made.clear ? made.tag : "";
}

void language_guess(struct span text, char tag[LANGUAGE_SIZE])
{
	text = span_cut(text, 0, SAMPLE_BYTES);
	const char *found = text.len > (PIECES + 1) * PIECE_BYTES ? guess_by_pieces(text) : "";
	g_strlcpy(tag, found[0] ? found : guess(text).tag, LANGUAGE_SIZE);
}

enum han language_han(struct span sentence)
{
	struct tally tally = tally_text(sentence);
	if (tally.scripts[HAN] == 0 || east_asian(&tally).tag[0] != 'z')
		return HAN_NONE;
	if (tally.traditional == tally.simplified)
		return HAN_EITHER;
	return tally.traditional > tally.simplified ? HAN_TRADITIONAL : HAN_SIMPLIFIED;
}
