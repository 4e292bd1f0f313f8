# shellcheck shell=sh
# SPDX-License-Identifier: MIT
#
# What run.sh and check.sh share: install what is missing, configure, build. Both set `top`, the source folder, and
# source this file. Everything that is made lies under $top/build, one folder a build: a build that is configured as
# asked is taken as it is, and make decides what in it is old.

: "${top:?}"

say()
{
	printf 'jianbao: %s\n' "$*" >&2
}

die()
{
	say "$@"
	exit 1
}

# Each need: how it is looked for, then the package that brings it for each package manager (- where nothing has to be
# installed, several joined by a comma). What is really there counts, not which packages are; which version is enough
# is configure's to say.
requirements()
{
	cat <<-'END'
	probe               apt                 dnf                pacman       apk              brew
	header:stdio.h      gcc,libc6-dev       gcc,glibc-devel    gcc          build-base       -
	command:make        make                make               make         make             -
	command:autoreconf  autoconf            autoconf           autoconf     autoconf         autoconf
	command:automake    automake            automake           automake     automake         automake
	command:pkg-config  pkg-config          pkgconf-pkg-config pkgconf      pkgconf          pkgconf
	module:glib-2.0     libglib2.0-dev      glib2-devel        glib2        glib-dev         glib
	module:libxml-2.0   libxml2-dev         libxml2-devel      libxml2      libxml2-dev      libxml2
	module:yaml-0.1     libyaml-dev         libyaml-devel      libyaml      yaml-dev         libyaml
	module:md4c         libmd4c-dev         md4c-devel         md4c         md4c-dev         md4c
	module:md4c-html    libmd4c-html0-dev   md4c-devel         md4c         md4c-dev         md4c
	module:jansson      libjansson-dev      jansson-devel      jansson      jansson-dev      jansson
	module:libxxhash    libxxhash-dev       xxhash-devel       xxhash       xxhash-dev       xxhash
	module:libpcre2-8   libpcre2-dev        pcre2-devel        pcre2        pcre2-dev        pcre2
	module:sqlite3      libsqlite3-dev      sqlite-devel       sqlite       sqlite-dev       sqlite
	module:libarchive   libarchive-dev      libarchive-devel   libarchive   libarchive-dev   libarchive
	module:libgit2      libgit2-dev         libgit2-devel      libgit2      libgit2-dev      libgit2
	module:zlib         zlib1g-dev          zlib-devel         zlib         zlib-dev         zlib
	module:ncursesw     libncurses-dev      ncurses-devel      ncurses      ncurses-dev      ncurses
	header:unilbrk.h    libunistring-dev    libunistring-devel libunistring libunistring-dev libunistring
	END
}

# What the test run under the sanitizers needs besides, and what a tarball needs.
check_requirements()
{
	[ "$(package_manager)" != apk ] || return 0 # musl has none
	cat <<-'END'
	probe               apt                 dnf                pacman       apk              brew
	sanitizers:         gcc                 libasan,libubsan   gcc          -                -
	END
	table_requirements
}

# What the generators of tables read: they run where Debian's packages are, and their tests skip elsewhere.
table_requirements()
{
	[ "$(package_manager)" = apt ] || return 0
	cat <<-'END'
	file:/usr/share/unicode/Unihan_Variants.txt.bz2 unicode-data
	file:/usr/share/opencc/TSCharacters.ocd2        libopencc-data
	command:opencc_dict                             opencc
	command:bzcat                                   bzip2
	END
}

# What the program can do without, and the tests then skip: how it is looked for, and the packages.
optional_requirements()
{
	cat <<-'END'
	probe               apt                 dnf                pacman       apk              brew
	library:opencc      opencc              opencc             opencc       opencc           opencc
	library:brotlidec   libbrotli1          libbrotli          brotli       brotli-libs      brotli
	library:chafa       libchafa0           chafa-libs         chafa        chafa            chafa
	library:gdk_pixbuf-2.0 libgdk-pixbuf-2.0-0 gdk-pixbuf2     gdk-pixbuf2  gdk-pixbuf       gdk-pixbuf
	END
}

# What catalogs of translations are made with; without it the program speaks English.
language_requirements()
{
	cat <<-'END'
	probe               apt                 dnf                pacman       apk              brew
	command:msgfmt      gettext             gettext            gettext      gettext          gettext
	END
}

dist_requirements()
{
	cat <<-'END'
	probe               apt                 dnf                pacman       apk              brew
	command:xz          xz-utils            xz                 xz           xz               xz
	END
}

# have PROBE: whether that need is met.
# shellcheck disable=SC2086 # CPPFLAGS are several words
have()
{
	case $1 in
	command:*)  command -v "${1#*:}" >/dev/null 2>&1 ;;
	module:*)   pkg-config --exists "${1#*:}" 2>/dev/null ;;
	library:*)  have_library "${1#*:}" ;;
	file:*)     [ -r "${1#*:}" ] ;;
	header:*)   echo "#include <${1#*:}>" | ${CC:-cc} ${CPPFLAGS-} -E -x c - >/dev/null 2>&1 ;;
	sanitizers:) have_sanitizers ;;
	esac
}

# Whether a library can be opened: where it lies, not how to link with it.
have_library()
{
	_places="/lib /lib64 /usr/lib /usr/lib64 /usr/local/lib"
	! command -v brew >/dev/null 2>&1 || _places="$_places $(brew --prefix)/lib"
	# shellcheck disable=SC2086 # several words
	[ -n "$(find $_places -maxdepth 2 -name "lib$1.*" 2>/dev/null)" ]
}

have_sanitizers()
{
	mkdir -p "$top/build" &&
		echo 'int main(void) { return 0; }' >"$top/build/probe.c" &&
		${CC:-cc} -fsanitize=address,undefined -o "$top/build/probe" "$top/build/probe.c" >/dev/null 2>&1
	_found=$?
	rm -f "$top/build/probe" "$top/build/probe.c"
	return $_found
}

# The lines of a table of needs, on standard input, that are not met.
unmet()
{
	while read -r _probe _packages; do
		[ "$_probe" = probe ] || have "$_probe" || echo "$_probe $_packages"
	done
}

# The first of the package managers that is here, or nothing.
package_manager()
{
	for _manager in apt-get:apt dnf:dnf pacman:pacman apk:apk brew:brew; do
		if command -v "${_manager%:*}" >/dev/null 2>&1; then
			echo "${_manager#*:}"
			return
		fi
	done
}

# packages_of MANAGER: the packages that the unmet needs on standard input ask for, each once, on one line.
packages_of()
{
	awk -v manager="$1" '
		BEGIN { split("apt dnf pacman apk brew", managers); for (i in managers) column[managers[i]] = i + 1 }
		$(column[manager]) != "-" { print $(column[manager]) }' | tr ',' '\n' | sort -u | tr '\n' ' '
}

# install_command MANAGER: the shell command that installs what follows it.
install_command()
{
	case $1 in
	apt)    echo 'export DEBIAN_FRONTEND=noninteractive; apt-get update -q; apt-get install -q -y --no-install-recommends' ;;
	dnf)    echo 'dnf install -y' ;;
	pacman) echo 'pacman -Sy --needed --noconfirm' ;;
	apk)    echo 'apk add' ;;
	brew)   echo 'brew install' ;;
	esac
}

# as_root MANAGER COMMAND: one call of sudo, so that a password is asked for once at most. Homebrew refuses root.
as_root()
{
	if [ "$1" = brew ] || [ "$(id -u)" -eq 0 ]; then
		sh -c "$2"
	elif command -v sudo >/dev/null 2>&1; then
		sudo sh -c "$2"
	else
		echo 'this needs root, and there is no sudo'
		return 1
	fi
}

# Homebrew keeps what macOS has in an older version out of the way.
use_homebrew()
{
	command -v brew >/dev/null 2>&1 && [ "$(uname)" = Darwin ] || return 0
	_prefix=$(brew --prefix)
	PKG_CONFIG_PATH="$_prefix/opt/libxml2/lib/pkgconfig:$_prefix/opt/ncurses/lib/pkgconfig:${PKG_CONFIG_PATH-}"
	CPPFLAGS="-I$_prefix/include ${CPPFLAGS-}"
	LDFLAGS="-L$_prefix/lib ${LDFLAGS-}"
	export PKG_CONFIG_PATH CPPFLAGS LDFLAGS
}

# install_missing TABLE...: installs what the needs of these tables (functions of this file) ask for.
install_missing()
{
	use_homebrew
	_needs=$(for _table; do "$_table"; done | unmet)
	[ -n "$_needs" ] || return 0

	_what=$(echo "$_needs" | awk '{ sub(/^[a-z]*:/, "", $1); printf "%s%s", sep, $1 == "" ? "the sanitizers" : $1; sep = ", " }')
	_manager=$(package_manager)
	[ -n "$_manager" ] || die "missing here: $_what. No package manager that I know (apt, dnf, pacman, apk, brew)" \
		'is here; install them by hand'
	_packages=$(echo "$_needs" | packages_of "$_manager")
	say "missing here: $_what"
	[ -n "$_packages" ] || die "$_manager has no package for them; install them by hand"

	say "installing with $_manager: $_packages"
	_command="$(install_command "$_manager") $_packages"
	mkdir -p "$top/build"
	if ! as_root "$_manager" "$_command" >"$top/build/install.log" 2>&1 </dev/null; then
		tail -n 20 "$top/build/install.log" >&2
		die "could not install them (all of it: $top/build/install.log). By hand: ${_command##*; }"
	fi
	use_homebrew
	_needs=$(for _table; do "$_table"; done | unmet)
	[ -z "$_needs" ] || die "installed, and still not found: $(echo "$_needs" | awk '{ printf "%s ", $1 }')"
}

# install_optional TABLE...: the same for what can be done without: what cannot be had is only said.
install_optional()
{
	(install_missing "$@") || say 'going on without'
}

# logged FILE COMMAND...: runs quietly; shows the end of what it said where it fails.
logged()
{
	_log=$1
	shift
	"$@" >"$_log" 2>&1 </dev/null && return 0
	tail -n 60 "$_log" >&2
	say "failed: $* (all of it: $_log)"
	return 1
}

# configure_build NAME TABLES OPTION...: makes $top/build/NAME ready for make; $wanted names tables that are good to have.
# Nothing is asked or looked for again where it was configured with the same options, by the same configure.ac, from the
# same place.
configure_build()
{
	_build=$top/build/$1
	_tables=$2
	shift 2
	_stamp="$top $* ${CC-} ${CFLAGS-} ${CPPFLAGS-} ${LDFLAGS-} $(cat "$top/configure.ac" "$top/build-aux/setup.sh" | cksum)"
	[ ! -f "$_build/Makefile" ] || [ "$_stamp" != "$(cat "$_build/configured" 2>/dev/null)" ] || return 0

	# shellcheck disable=SC2086 # names of functions, parted by blanks
	install_missing $_tables
	# shellcheck disable=SC2086 # the same
	[ -z "${wanted-}" ] || install_optional $wanted
	mkdir -p "$_build" || die "cannot write to $_build"
	if [ ! -f "$top/configure" ] || [ -n "$(find "$top/configure.ac" -newer "$top/configure")" ]; then
		(cd "$top" && logged "$_build/autoreconf.log" autoreconf -i) || exit 1
	fi
	(cd "$_build" && logged "$_build/configure.log" "$top/configure" "$@") || exit 1
	touch "$_build/config.h" # older than its stamp, it would have make -q always see work
	echo "$_stamp" >"$_build/configured"
}

# make_build NAME TARGET...: quiet where nothing has to be made.
make_build()
{
	_build=$top/build/$1
	shift
	make -q -C "$_build" "$@" >/dev/null 2>&1 && return 0
	say "building in $_build"
	logged "$_build/make.log" make -C "$_build" -j "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" "$@"
}
