# escape=`
ARG TAG=ltsc2025
FROM mcr.example/windows/servercore:${TAG} AS tools
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
RUN Invoke-WebRequest -Uri https://example.com/a.zip -OutFile a.zip; `
    Expand-Archive a.zip -DestinationPath C:\tools; `
    Remove-Item a.zip
ENV TOOLS=C:\tools `
    PATH="C:\tools;C:\Windows"
WORKDIR C:\app
COPY ["bin\\Release\\", "C:\\app\\"]
COPY bin\Debug\ .
USER ContainerUser
CMD ["app.exe"]
