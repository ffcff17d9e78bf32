# Builds Vibe and runs it as an unprivileged user. Roles, addresses and secrets come from the environment (appsettings.example.json).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN dotnet publish src/Vibe.Host -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# For the health checks of the compose file.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
USER app
EXPOSE 8080
ENV URLS=http://0.0.0.0:8080
ENTRYPOINT ["dotnet", "Vibe.Host.dll"]
