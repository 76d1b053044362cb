#include "inner.h"
void control_prepare(void) {
}
void control_accept(int fd) {
    (void)sys_close(fd);
}
void control_ready(uint32_t client, uint32_t events) {
    (void)client;
    (void)events;
}
void control_started(struct container *container) {
    (void)container;
}
void control_failed(struct container *container) {
    (void)container;
}
void control_exited(struct container *container) {
    (void)container;
}
void control_shutdown(int32_t grace) {
    (void)grace;
    everything_ends();
}
void timer_ready(void) {
}
