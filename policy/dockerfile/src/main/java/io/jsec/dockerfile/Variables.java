package io.jsec.dockerfile;

import java.util.Map;

/** What is known of variables at one place of a Dockerfile. */
public interface Variables {
    /** What is known of one variable. */
    sealed interface Value {
        /** Its value is told by the file. */
        record Known(String text) implements Value {}

        /** It has no value. */
        record Unset() implements Value {}

        /** Its value comes from outside: a build argument, the platform or the base image. */
        record Unknown() implements Value {}
    }

    /** One variable. */
    Value get(String name);

    /** Variables of a map; others are unset. */
    static Variables of(Map<String, String> values) {
        return name -> {
            String text = values.get(name);
            return text == null ? new Value.Unset() : new Value.Known(text);
        };
    }
}
