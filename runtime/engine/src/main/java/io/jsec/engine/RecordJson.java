package io.jsec.engine;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Records as the state store keeps them: JSON of the records' own components, a state by Docker's
 * word in {@code status}, times as ISO 8601 texts.
 */
final class RecordJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(times())
                    .addMixIn(ContainerState.class, StateNames.class)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private RecordJson() {}

    /** How a state says which it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ContainerState.Created.class, name = "created"),
        @JsonSubTypes.Type(value = ContainerState.Running.class, name = "running"),
        @JsonSubTypes.Type(value = ContainerState.Paused.class, name = "paused"),
        @JsonSubTypes.Type(value = ContainerState.Restarting.class, name = "restarting"),
        @JsonSubTypes.Type(value = ContainerState.Removing.class, name = "removing"),
        @JsonSubTypes.Type(value = ContainerState.Exited.class, name = "exited"),
        @JsonSubTypes.Type(value = ContainerState.Dead.class, name = "dead")
    })
    private interface StateNames {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is not JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws EngineException for a text that is not of this engine
     */
    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw EngineException.internal(
                    "the state store holds a row this engine cannot read: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(Instant.class, new Written<>(Instant.class))
                .addSerializer(Duration.class, new Written<>(Duration.class))
                .addDeserializer(
                        Instant.class,
                        new StdScalarDeserializer<>(Instant.class) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Instant deserialize(JsonParser in, DeserializationContext now)
                                    throws IOException {
                                return Instant.parse(in.getText());
                            }
                        })
                .addDeserializer(
                        Duration.class,
                        new StdScalarDeserializer<>(Duration.class) {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Duration deserialize(JsonParser in, DeserializationContext now)
                                    throws IOException {
                                return Duration.parse(in.getText());
                            }
                        });
    }

    /** By its own text. */
    private static final class Written<T> extends StdScalarSerializer<T> {
        private static final long serialVersionUID = 1L;

        Written(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider all)
                throws IOException {
            out.writeString(value.toString());
        }
    }
}
