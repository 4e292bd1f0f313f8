# SPDX-License-Identifier: MIT
#
# Makes src/text/fold.inc; fold.sh beside it says from what. The files come in this order, the kind of each set on the
# command line: kind=unicode UnicodeData.txt, kind=exclusions CompositionExclusions.txt, kind=case CaseFolding.txt,
# kind=ignorable DerivedCoreProperties.txt, kind=class the character dictionaries of OpenCC as text, kind=rare
# Unihan_Variants.txt.
#
# What a code point folds to: nothing where it is ignorable by default; else its compatibility decomposition, each
# element without case (in the second of two tables), hiragana as katakana and small kana as large, a Han character as
# the first of its class, accents of Latin letters gone, composed again. Han classes are made of all that OpenCC's
# tables of characters connect; characters in none of them join what Unihan calls their simplified, traditional or z
# variant, as long as that makes no two of OpenCC's classes one.

function number(hex,   i, n)
{
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}

# "0041 030A" as "65 778".
function numbers(hex,   n, i, parts, out)
{
	n = split(hex, parts, " ")
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " " : "") number(parts[i])
	return out
}

# The code point that a string of UTF-8 is, or -1 where it is more than one.
function code_of(text,   lead, n, len, i)
{
	lead = byte[substr(text, 1, 1)]
	len = lead < 128 ? 1 : lead < 224 ? 2 : lead < 240 ? 3 : 4
	if (length(text) != len)
		return -1
	n = len == 1 ? lead : lead % (len == 2 ? 32 : len == 3 ? 16 : 8)
	for (i = 2; i <= len; i++)
		n = n * 64 + byte[substr(text, i, 1)] % 64
	return n
}

function root(code)
{
	while (code in parent)
		code = parent[code]
	return code
}

# The smallest code point stands for its class: those of the BMP are the common ones.
function join(a, b,   swap)
{
	a = root(a)
	b = root(b)
	if (a == b)
		return
	if (a > b) {
		swap = a; a = b; b = swap
	}
	parent[b] = a
	if (b in common)
		common[a] = 1
}

function is_exception(target)
{
	return target == 27424 || target == 32566 || target == 20104 || target == 24321 || target == 33464
}

function is_latin(code)
{
	return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ||
	       (code >= 192 && code <= 687 && code != 215 && code != 247)
}

function kana(code)
{
	if ((code >= 12353 && code <= 12438) || code == 12445 || code == 12446) # hiragana
		code += 96
	if (code in large)
		code = large[code]
	return code
}

# The full compatibility decomposition, as numbers.
function decompose(code,   n, i, parts, out)
{
	if (!(code in decomposition))
		return code
	n = split(decomposition[code], parts, " ")
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " " : "") decompose(parts[i])
	return out
}

function decompose_all(codes,   n, i, parts, out)
{
	n = split(codes, parts, " ")
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " " : "") decompose(parts[i])
	return out
}

function without_case(codes,   n, i, parts, out)
{
	n = split(codes, parts, " ")
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? " " : "") (parts[i] in caseless ? caseless[parts[i]] : parts[i])
	return decompose_all(out)
}

# The composite of two, or 0; Hangul by arithmetic, as the Unicode standard has it.
function compose(first, second)
{
	if ((first " " second) in composite)
		return composite[first " " second]
	if (first >= 4352 && first < 4371 && second >= 4449 && second < 4470)
		return 44032 + ((first - 4352) * 21 + second - 4449) * 28
	if (first >= 44032 && first < 55204 && (first - 44032) % 28 == 0 && second > 4519 && second < 4547)
		return first + second - 4519
	return 0
}

# A list without accents behind Latin letters, each element the one of its class, composed.
function finish(codes,   n, i, parts, code, out, count, pair, latin)
{
	n = split(codes, parts, " ")
	count = 0
	for (i = 1; i <= n; i++) {
		code = kana(parts[i] + 0)
		if (code in class_of)
			code = class_of[code]
		if (code in ignorable)
			continue
		if (code in accent) {
			if (latin)
				continue
		} else
			latin = is_latin(code)
		pair = count > 0 ? compose(out[count], code) : 0
		if (pair)
			out[count] = pair
		else
			out[++count] = code
	}
	codes = ""
	for (i = 1; i <= count; i++)
		codes = codes (i > 1 ? " " : "") out[i]
	return codes
}

# What a code point folds to; spacing accents stay what they are.
function fold(code, all,   codes)
{
	if (code in ignorable)
		return ""
	codes = decompose(code)
	if (codes ~ /^32 /)
		return code in singleton ? singleton[code] : code
	if (all)
		codes = without_case(codes)
	return finish(codes)
}

# What stands in the table for it: 0 itself, else the code point or the number of a sequence.
function value(code, folded)
{
	if (folded == code)
		return 0
	if (folded != "" && folded !~ / / && folded + 0 < SEQUENCES)
		return folded + 0
	if (!(folded in sequence)) {
		sequence[folded] = sequence_count
		sequences[sequence_count++] = folded
	}
	return SEQUENCES + sequence[folded]
}

# The row of 64 values from `first` on as text; "" where all are 0.
function row(first, all,   code, out, used, v)
{
	if (!((first / 64) in touched))
		return ""
	for (code = first; code < first + 64; code++) {
		v = 0
		if (code in touching)
			v = value(code, fold(code, all))
		used = used || v
		out = out v ","
	}
	return used ? out : ""
}

function touch(code)
{
	touching[code] = 1
	touched[int(code / 64)] = 1
}

function print_wrapped(list,   n, i, parts, line)
{
	n = split(list, parts, ",")
	for (i = 1; i < n; i++) {
		if (length(line) + length(parts[i]) > 112) {
			print "\t" line
			line = ""
		}
		line = line parts[i] ","
	}
	if (line != "")
		print "\t" line
}

BEGIN {
	SEQUENCES = 55296 # 0xD800: surrogates and private use are never what something folds to
	LIMIT = 205824    # 0x32400: behind the last ideograph
	for (i = 1; i < 256; i++)
		byte[sprintf("%c", i)] = i
	n = split("12449 12450 12451 12452 12453 12454 12455 12456 12457 12458 12483 12484 12515 12516 12517 12518 12519 " \
	          "12520 12526 12527 12533 12459 12534 12465 12784 12463 12785 12471 12786 12473 12787 12488 12788 12492 " \
	          "12789 12495 12790 12498 12791 12501 12792 12504 12793 12507 12794 12512 12795 12521 12796 12522 12797 " \
	          "12523 12798 12524 12799 12525", pairs, " ")
	for (i = 1; i < n; i += 2)
		large[pairs[i]] = pairs[i + 1]
	value(0, "") # sequence 0 is the empty one
}

kind == "unicode" {
	split($0, field, ";")
	code = number(field[1])
	if (field[3] ~ /^M/)
		accent[code] = 1
	if (field[6] == "")
		next
	canonical = field[6] !~ /^</
	sub(/^<[^>]*> */, "", field[6])
	decomposition[code] = numbers(field[6])
	if (canonical && field[6] !~ / /)
		singleton[code] = decomposition[code]
	if (canonical && field[6] ~ /^[0-9A-F]+ [0-9A-F]+$/ && field[4] == 0)
		pair_of[code] = decomposition[code]
	touch(code)
}

kind == "exclusions" && /^[0-9A-F]/ { delete pair_of[number($1)] }

kind == "case" && /^[0-9A-F]/ {
	split($0, field, /; */)
	if (field[2] ~ /^[CF]$/) {
		caseless[number(field[1])] = numbers(field[3])
		touch(number(field[1]))
	}
}

kind == "ignorable" && /^[0-9A-F.]+ *; Default_Ignorable_Code_Point/ {
	first = last = $1
	sub(/\.\..*/, "", first)
	sub(/.*\.\./, "", last)
	for (code = number(first); code <= number(last) && code < LIMIT; code++) {
		ignorable[code] = 1
		touch(code)
	}
}

kind == "class" {
	from = code_of($1)
	for (i = 2; i <= NF && from >= 0; i++) {
		to = code_of($i)
		if (to < 0)
			continue
		common[from] = common[to] = 1
		if (!(japanese && is_exception(to)))
			joins[++join_count] = from " " to
	}
}

kind == "rare" && /^U\+/ && $2 ~ /^k(Simplified|Traditional|Z)Variant$/ {
	from = number(substr($1, 3))
	for (i = 3; i <= NF; i++) {
		to = $i
		sub(/<.*/, "", to)
		rare[++rare_count] = from " " number(substr(to, 3))
	}
}

END {
	for (i = 1; i <= join_count; i++) {
		split(joins[i], pair, " ")
		join(pair[1] + 0, pair[2] + 0)
	}
	for (i = 1; i <= rare_count; i++) {
		split(rare[i], pair, " ")
		if (!((root(pair[1] + 0) in common) && (root(pair[2] + 0) in common)))
			join(pair[1] + 0, pair[2] + 0)
	}
	for (code in parent) {
		class_of[code] = root(code)
		touch(code)
	}
	for (code in pair_of)
		composite[pair_of[code]] = code + 0
	for (code = 12353; code <= 12446; code++)
		touch(code)
	for (code in large)
		touch(code)

	rows = "" # row 0 is the empty one
	row_count = 1
	for (all = 0; all < 2; all++) {
		for (first = 0; first < LIMIT; first += 64) {
			text = row(first, all)
			if (text != "" && !(text in row_of)) {
				row_of[text] = row_count
				row_text[row_count++] = text
			}
			index_text[all] = index_text[all] (text == "" ? 0 : row_of[text]) ","
		}
	}
	print "/* SPDX-License-Identifier: MIT */"
	printf "/* Made by gen/fold.sh from %s: do not edit. */\n", sources
	print "static const uint16_t fold_index[2][FOLD_LIMIT / 64] = {\n\t{"
	print_wrapped(index_text[0])
	print "\t},\n\t{"
	print_wrapped(index_text[1])
	printf "\t},\n};\nstatic const uint16_t fold_rows[%d][64] = {\n\t{0},\n", row_count
	for (i = 1; i < row_count; i++) {
		print "\t{"
		print_wrapped(row_text[i])
		print "\t},"
	}
	printf "};\nstatic const uint16_t fold_sequence_from[%d] = {\n", sequence_count + 1
	place = 0
	for (i = 0; i < sequence_count; i++) {
		starts = starts place ","
		n = split(sequences[i], parts, " ")
		for (k = 1; k <= n; k++)
			pool = pool parts[k] ","
		place += n
	}
	print_wrapped(starts place ",")
	printf "};\nstatic const uint32_t fold_sequences[%d] = {\n", place
	print_wrapped(pool)
	print "};"
}
