package io.jsec.cli.docker;

import java.math.BigInteger;
import java.util.Comparator;

/** An order in which {@code a2} comes before {@code a10}: numbers within texts count as such. */
enum NaturalOrder implements Comparator<String> {
    /** The only one. */
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            int iEnd = digitsEnd(left, i);
            int jEnd = digitsEnd(right, j);
            if (iEnd > i && jEnd > j) {
                int numbers =
                        new BigInteger(left.substring(i, iEnd))
                                .compareTo(new BigInteger(right.substring(j, jEnd)));
                if (numbers != 0) {
                    return numbers;
                }
                i = iEnd;
                j = jEnd;
            } else if (left.charAt(i) != right.charAt(j)) {
                return Character.compare(left.charAt(i), right.charAt(j));
            } else {
                i++;
                j++;
            }
        }
        return Integer.compare(left.length() - i, right.length() - j);
    }

    private static int digitsEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
