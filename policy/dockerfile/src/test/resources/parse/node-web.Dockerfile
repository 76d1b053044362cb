FROM --platform=$BUILDPLATFORM node:24-alpine AS build
ARG TARGETPLATFORM TARGETARCH
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build -- --arch="${TARGETARCH}"

FROM nginx:1.29-alpine
COPY --from=build /app/dist /usr/share/nginx/html
COPY <<NGINX /etc/nginx/conf.d/default.conf
server {
  listen 8080;
  location / { try_files \$uri /index.html; }
}
NGINX
RUN sed -i 's/^user .*//' /etc/nginx/nginx.conf; \
    chown -R 101:101 /var/cache/nginx /run
USER 101
STOPSIGNAL SIGQUIT
