package io.jsec.image;

/** What kind of file a tar member is. */
enum TarKind {
    FILE('0'),
    HARD_LINK('1'),
    SYMBOLIC_LINK('2'),
    CHARACTER_DEVICE('3'),
    BLOCK_DEVICE('4'),
    FOLDER('5'),
    PIPE('6');

    private final char flag;

    TarKind(char flag) {
        this.flag = flag;
    }

    /** The character in a ustar header. */
    char flag() {
        return flag;
    }
}
