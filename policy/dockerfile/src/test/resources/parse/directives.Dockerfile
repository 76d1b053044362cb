# syntax=docker/dockerfile:1.7
# check=skip=JSONArgsRecommended;error=true
# escape=`

FROM mcr.example/windows/servercore:ltsc2022
# escape=\
WORKDIR C:\app\
COPY a.txt `
  # said
  b.txt `

  C:\app\
RUN dir "C:\Program Files" `
  && echo ``
USER app`
