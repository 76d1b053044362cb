package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns in lines whose cells end with a tab, as Go's tabwriter sets them: a column is as wide as
 * its widest cell of consecutive lines, and the last cell of a line belongs to none.
 */
public final class TextTable {
    private static final int PADDING = 3;

    /** How wide a column of a list is at least. */
    public static final int LIST_WIDTH = 10;

    private TextTable() {}

    /** Aligns lines; the text ends with a line end. */
    public static String align(String text, int leastWidth) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(List.of(line.split("\t", -1)));
        }
        int[][] widths = new int[lines.size()][];
        for (int i = 0; i < lines.size(); i++) {
            widths[i] = new int[lines.get(i).size() - 1];
        }
        int columns = lines.stream().mapToInt(List::size).max().orElse(1) - 1;
        for (int column = 0; column < columns; column++) {
            int from = 0;
            while (from < lines.size()) {
                int to = from;
                int width = leastWidth;
                while (to < lines.size() && widths[to].length > column) {
                    width = Math.max(width, length(lines.get(to).get(column)) + PADDING);
                    to++;
                }
                for (int i = from; i < to; i++) {
                    widths[i][column] = width;
                }
                from = to + 1;
            }
        }
        return text(lines, widths);
    }

    private static String text(List<List<String>> lines, int[][] widths) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            List<String> cells = lines.get(i);
            out.append(i == 0 ? "" : "\n");
            for (int column = 0; column < cells.size(); column++) {
                String cell = cells.get(column);
                out.append(cell);
                if (column < cells.size() - 1) {
                    out.append(" ".repeat(widths[i][column] - length(cell)));
                }
            }
        }
        return out.toString();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
