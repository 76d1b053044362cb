#!/usr/bin/env docker-build
# syntax=docker/dockerfile:1
# escape=`
FROM a
RUN x \
 y
