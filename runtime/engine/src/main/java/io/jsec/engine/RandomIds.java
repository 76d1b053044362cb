package io.jsec.engine;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Ids and names of things nobody named. */
final class RandomIds {
    private static final int ID_BYTES = 32;
    private static final int ATTEMPTS_MAX = 32;

    private static final List<String> HOW =
            List.of(
                    "amber", "brave", "bright", "brisk", "calm", "clear", "clever", "cool", "crisp",
                    "deep", "eager", "early", "even", "fair", "fast", "firm", "fond", "fresh",
                    "gentle", "glad", "golden", "grand", "green", "happy", "hardy", "keen", "kind",
                    "late", "light", "lively", "lucid", "merry", "mild", "neat", "noble", "plain",
                    "proud", "quick", "quiet", "ready", "round", "sharp", "silent", "silver",
                    "slow", "smooth", "solid", "steady", "still", "strong", "sunny", "swift",
                    "tidy", "tough", "warm", "wide", "wild", "wise", "witty", "young");

    private static final List<String> WHO =
            List.of(
                    "alder", "ash", "aspen", "badger", "beaver", "beech", "birch", "bison",
                    "bramble", "cedar", "clover", "crane", "cricket", "curlew", "cypress", "deer",
                    "elder", "elk", "elm", "falcon", "fern", "finch", "fir", "fox", "gannet",
                    "hare", "hawk", "hazel", "heron", "ibex", "iris", "ivy", "jackdaw", "juniper",
                    "kestrel", "larch", "lark", "lichen", "linden", "lynx", "maple", "marten",
                    "moss", "newt", "oak", "osprey", "otter", "owl", "pine", "plover", "poplar",
                    "raven", "robin", "rowan", "sage", "sorrel", "spruce", "stoat", "swallow",
                    "swan", "thistle", "trout", "willow", "wren");

    private final RandomGenerator random;

    RandomIds(RandomGenerator random) {
        this.random = random;
    }

    /** 64 hexadecimal digits, of which the first twelve are no number: they become host names. */
    String id() {
        while (true) {
            byte[] bytes = new byte[ID_BYTES];
            random.nextBytes(bytes);
            String id = HexFormat.of().formatHex(bytes);
            if (!id.substring(0, 12).chars().allMatch(Character::isDigit)) {
                return id;
            }
        }
    }

    /** A name that is free. */
    String name(Predicate<String> free) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            String name =
                    HOW.get(random.nextInt(HOW.size()))
                            + "_"
                            + WHO.get(random.nextInt(WHO.size()))
                            + (attempt > 0 ? Integer.toString(random.nextInt(10)) : "");
            if (free.test(name)) {
                return name;
            }
        }
        return id().substring(0, 12);
    }
}
