# syntax=docker/dockerfile:1
# A service in Java, its modules built apart so that layers are kept.
ARG JDK=25
FROM eclipse-temurin:${JDK}-jdk AS deps
WORKDIR /build
COPY --link pom.xml ./
COPY --link --parents */pom.xml ./
RUN --mount=type=cache,target=/root/.m2,sharing=locked \
    mvn -B -q dependency:go-offline

FROM deps AS build
ARG REVISION
COPY --link . .
RUN --mount=type=cache,target=/root/.m2 \
    --network=none \
    mvn -B -q -o package -Drevision=${REVISION:-dev}

FROM eclipse-temurin:${JDK}-jre
ARG REVISION=dev
LABEL org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.title='Service'
RUN groupadd -g 10001 app && useradd -u 10001 -g app -M app
COPY --from=build --chown=10001:10001 /build/target/app.jar /app/app.jar
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError" \
    REVISION=$REVISION
USER 10001:10001
EXPOSE 8080 8081/tcp
HEALTHCHECK --interval=10s --timeout=2s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["curl", "-fsS", "http://127.0.0.1:8081/health"]
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
